// Copying, cutting and pasting steps, also into another flow or another tab: they lie on the
// clipboard as our own JSON. The server reads what is pasted, as it reads any draft.
(() => {
  const { flow } = window;
  if (!flow.editable) return;
  const FORMAT = "zapenda-steps";
  const root = document.getElementById("flow");
  const canvas = document.getElementById("flow-canvas");
  const token = document.querySelector("#flow-open [name=csrfmiddlewaretoken]").value;
  const AWAY = 40;

  const toast = (text) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, level: "info" } }));
  const elsewhere = (event) =>
    event.target.closest?.("input, textarea, select, [contenteditable], #flow-side, #flow-chat, #panel") ||
    document.querySelector("dialog[open]") || (event.type !== "paste" && String(getSelection()));

  // What is chosen, or the step that has the focus.
  function taken() {
    const focused = document.activeElement?.closest?.(".flow-node")?.dataset.id;
    const ids = flow.chosen().length ? flow.chosen() : [focused].filter((id) => flow.find(id ?? ""));
    return flow.graph().nodes.filter((node) => ids.includes(node.id));
  }
  function put(event) {
    if (elsewhere(event)) return;
    const nodes = taken();
    if (!nodes.length) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", JSON.stringify({ format: FORMAT, version: 1, nodes }));
    if (event.type === "cut") {
      flow.chooseSteps([]);
      flow.remove(...nodes.map((node) => node.id));
      canvas.focus();
    }
    const words = event.type === "cut" ? flow.words.cut : flow.words.copied;
    toast(flow.fill(words, { count: nodes.length }));
  }
  document.addEventListener("copy", put);
  document.addEventListener("cut", put);

  function stepsIn(text) {
    try {
      const found = JSON.parse(text);
      return found?.format === FORMAT && Array.isArray(found.nodes) ? found.nodes : null;
    } catch {
      return null;
    }
  }
  // In sight: beside where they were if that is seen, else in the middle.
  function away(nodes) {
    const seen = flow.seen();
    const [left, top] = [0, 1].map((axis) => Math.min(...nodes.map((node) => node.at[axis])));
    const taken = new Set(flow.graph().nodes.map((node) => String(node.at)));
    let by = AWAY;
    while (nodes.some((node) => taken.has(String([node.at[0] + by, node.at[1] + by])))) by += AWAY;
    const isSeen = left + by > seen.left && left + by < seen.left + seen.width && top + by > seen.top && top + by < seen.top + seen.height;
    return isSeen ? [by, by] : [seen.left + seen.width / 3 - left, seen.top + seen.height / 3 - top];
  }
  async function paste(text) {
    const given = stepsIn(text);
    if (!given) return toast(flow.words.notSteps);
    const answer = await fetch(flow.urls.pasted, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ nodes: given, room: flow.graph().nodes.length }),
    });
    const read = answer.ok || answer.status === 409 ? await answer.json() : null;
    if (!answer.ok) return toast(read?.error ?? flow.words.notSteps);
    if (!read.nodes.length) return toast(flow.words.notSteps);
    const made = flow.insert(read.nodes, away(read.nodes), read.looks);
    flow.chooseSteps(made);
    flow.reveal(made[0]);
    flow.nodeOf(made[0]).querySelector("[data-open]").focus();
    toast(flow.fill(read.lost ? flow.words.pastedSome : flow.words.pasted, { count: made.length, lost: read.lost }));
  }
  document.addEventListener("paste", (event) => {
    if (elsewhere(event)) return;
    event.preventDefault();
    paste(event.clipboardData.getData("text/plain"));
  });
  root.querySelector('[data-flow="paste"]').addEventListener("click", async () => {
    try {
      await paste(await navigator.clipboard.readText());
    } catch {
      toast(flow.words.pasteKeys);
    }
  });
})();
