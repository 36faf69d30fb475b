// The panel of variables: drawn by the server from the draft, kept in the flow like any change.
(() => {
  const { flow } = window;
  const link = document.getElementById("flow-variables-open");
  const token = document.querySelector("#flow-open [name=csrfmiddlewaretoken]").value;
  const NAME = /^[a-z][a-z0-9_]{0,39}$/;

  // What the panel tells of is what is seen here.
  link.addEventListener("click", (event) => {
    if (!flow.isUnsaved() && !flow.stepPending?.()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    flow.stepSettled().then(flow.saveNow).then((kept) => kept && link.click());
  });

  // A value that was a number or a yes stays one unless it was changed.
  function initialOf(was, text) {
    if (was && String(was.initial ?? "") === text) return was.initial;
    return text === "" ? null : text;
  }
  function nameOf(field) {
    const plain = field.value.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    return plain.trim().replace(/[^a-z0-9]+/g, "_").replace(/^[_0-9]+|_+$/g, "").slice(0, 40);
  }
  function read(form) {
    const before = new Map(flow.graph().variables.map((one) => [one.name, one]));
    const kept = [];
    for (const row of form.querySelectorAll("[data-variable]")) {
      const { variable: name, type } = row.dataset;
      const initial = initialOf(before.get(name), row.querySelector("[data-initial]").value);
      const isKept = row.hasAttribute("data-kept") && !row.querySelector("[data-forget]").checked;
      if (isKept || (initial !== null && !row.hasAttribute("data-kept"))) kept.push({ name, type, initial });
    }
    const field = form.querySelector("[data-new]");
    const name = field ? nameOf(field) : "";
    if (NAME.test(name) && !kept.some((one) => one.name === name)) {
      kept.push({ name, type: "text", initial: initialOf(null, form.querySelector("[data-new-value]").value) });
    }
    return kept;
  }
  const toast = (text, level) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, level } }));

  // One name for another, in every step; the server reads the flow, and undo brings it back.
  async function rename(row) {
    const field = row.querySelector("[data-rename-to]");
    const [old, fresh] = [row.dataset.variable, nameOf(field)];
    if (!fresh || fresh === old) return field.focus();
    flow.writeVariables(read(row.closest("form")));
    const graph = JSON.stringify(flow.graph());
    const answer = await fetch(flow.urls.renaming, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ graph: flow.graph(), old, new: fresh }),
    }).catch(() => null);
    const told = answer && (answer.ok || answer.status === 409) ? await answer.json() : {};
    if (told.error || !answer?.ok) return toast(told.error ?? flow.words.notSaved, "error");
    if (JSON.stringify(flow.graph()) !== graph) return rename(row);
    flow.replace(told);
    toast(flow.fill(flow.words.renamed, { old, name: fresh }), "success");
    if (await flow.saveNow()) link.click();
  }
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-rename]")?.closest("[data-variable]");
    if (row) rename(row);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("[data-rename-to]")) return;
    event.preventDefault(); // the form keeps first values, nothing else
    rename(event.target.closest("[data-variable]"));
  });

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "flow-variables") return;
    event.preventDefault();
    flow.writeVariables(read(event.target));
    document.dispatchEvent(new CustomEvent("panel:close"));
  });
})();
