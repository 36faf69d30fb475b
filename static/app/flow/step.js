// The form of a step beside the board. The server draws and reads it; what it has read comes
// back as JSON in #flow-read and goes into the flow.
(() => {
  const { flow } = window;
  const side = document.getElementById("flow-side");
  const opener = document.getElementById("flow-open");
  const root = document.getElementById("flow");
  const PATIENCE = 5000;
  let openId = "";
  let pending = false; // typed, and not read by the server yet
  let typed = 0;
  let sent = 0;
  let waiting = []; // what is to happen then

  const form = () => document.getElementById("flow-form");
  // What was typed has come back from the server; without a connection nobody waits for ever.
  function settled() {
    if (!pending) return Promise.resolve();
    return new Promise((done) => {
      waiting.push(done);
      setTimeout(done, PATIENCE);
      form()?.requestSubmit();
    });
  }
  flow.stepPending = () => pending;
  flow.stepSettled = settled;

  function request(id) {
    const { node, kind, was } = opener.elements;
    kind.value = id === flow.BEGIN ? "begin" : "";
    was.value = JSON.stringify(flow.graph().triggers);
    const found = flow.find(id);
    node.value = found ? JSON.stringify({ id, kind: found.kind, title: found.title, data: found.data }) : "";
    opener.requestSubmit();
  }
  flow.open = async (id) => {
    await settled();
    if (id !== flow.BEGIN && !flow.find(id)) return;
    openId = id;
    for (const one of root.querySelectorAll(".flow-node")) one.classList.toggle("is-open", one.dataset.id === id);
    side.hidden = false;
    document.getElementById("flow-step").replaceChildren(); // nobody types into the step before
    flow.reveal(id);
    request(id);
  };
  flow.close = async (focus = false) => {
    await settled();
    const id = openId;
    openId = "";
    side.hidden = true;
    document.getElementById("flow-step").replaceChildren();
    flow.nodeOf(id)?.classList.remove("is-open");
    if (focus) flow.nodeOf(id)?.querySelector("[data-open]").focus();
  };

  function counters() {
    for (const field of side.querySelectorAll("[data-most]")) {
      const counter = field.parentElement.querySelector(".flow-counter");
      const length = [...field.value].length;
      counter.textContent = `${length}/${field.dataset.most}`;
      counter.classList.toggle("is-over", length > Number(field.dataset.most));
    }
  }
  function begun() {
    const was = form()?.elements.was;
    if (was) was.value = JSON.stringify(flow.graph().triggers);
  }
  document.addEventListener("htmx:after:swap", (event) => {
    const swapped = event.target;
    if (!(swapped instanceof Element) || !swapped.closest("#flow-side, #flow-open, .flow")) return;
    const found = document.getElementById("flow-read");
    if (!found) return;
    const read = JSON.parse(found.textContent);
    found.remove();
    if (read.kind === "begin") flow.writeTriggers(read.triggers);
    else flow.write(read);
    begun();
    counters();
    pending = typed > sent;
    if (!pending) waiting.splice(0).forEach((done) => done());
  });
  document.addEventListener("htmx:before:request", (event) => {
    if (event.target === form() || side.contains(event.target)) sent = typed;
  });
  side.addEventListener("input", () => {
    pending = true;
    typed += 1;
    counters();
  });
  // More or less items: the whole form again.
  side.addEventListener("click", (event) => {
    const act = event.target.closest("[data-step-act]");
    if (!act) return;
    const values = Object.fromEntries(new FormData(form()));
    values.act = act.value;
    window.htmx.ajax("POST", flow.urls.step, { source: form(), target: "#flow-step", swap: "innerHTML", values });
  });
  document.addEventListener("flow:walked", () => {
    if (!openId) return;
    if (openId === flow.BEGIN || flow.find(openId)) request(openId);
    else flow.close();
  });
  document.addEventListener("flow:change", () => {
    if (openId) flow.nodeOf(openId)?.classList.add("is-open");
  });

  root.addEventListener("click", (event) => {
    const act = event.target.closest("[data-flow]")?.dataset.flow;
    if (act === "close") flow.close(true);
    if (act === "duplicate") settled().then(() => flow.open(flow.duplicate(openId)));
    if (act === "delete") settled().then(() => { flow.unchoose?.(); flow.takeAway(openId); });
  });
  side.addEventListener("keydown", (event) => {
    if (event.key === "Escape") flow.close(true);
  });
  // From the list of problems to the step.
  document.addEventListener("click", (event) => {
    const goto = event.target.closest("[data-flow-goto]");
    if (!goto) return;
    document.dispatchEvent(new CustomEvent("panel:close"));
    flow.reveal(goto.dataset.flowGoto);
    flow.open(goto.dataset.flowGoto);
  });
})();
