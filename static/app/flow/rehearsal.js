// The chat beside the board: the draft is tried by the server, its way is lit up on the board.
(() => {
  const { flow } = window;
  const root = document.getElementById("flow");
  const chat = document.getElementById("flow-chat");
  const form = document.getElementById("flow-chat-form");
  const log = document.getElementById("flow-chat-log");
  const inside = document.getElementById("flow-chat-inside");
  const known = document.getElementById("flow-chat-known");
  const csrf = document.querySelector("#flow-open [name=csrfmiddlewaretoken]").value;
  const opener = document.querySelector('[data-flow="try"]');
  const clock = chat.querySelector("[data-chat-clock]");
  let stood = null; // what the server said last
  let busy = false;
  let turn = Promise.resolve(); // whoever writes while the robot still answers is heard after it

  const toast = (text) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, level: "error" } }));

  function play(values) {
    turn = turn.then(() => ask(values)).catch(() => toast(flow.words.notSaved));
  }
  // What was typed into a step is part of the draft that is tried.
  async function ask(values) {
    if (stood?.over && values.act === "say") return;
    busy = true;
    chat.setAttribute("aria-busy", "true");
    try {
      await flow.stepSettled?.();
      if (!(await flow.saveNow())) return toast(flow.words.notSaved);
      if (values.act === "begin") log.replaceChildren();
      for (const spent of log.querySelectorAll(".flow-beside-acts")) spent.remove();
      const all = { token: stood?.token ?? "", csrfmiddlewaretoken: csrf, ...values };
      await window.htmx.ajax("POST", flow.urls.rehearsal, { source: log, target: "#flow-chat-log", swap: "beforeend", values: all });
    } finally {
      busy = false;
      chat.removeAttribute("aria-busy");
    }
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = form.elements.said.value.trim();
    form.elements.said.value = "";
    if (said) play({ act: "say", said });
  });
  chat.addEventListener("click", (event) => {
    const { tap, act, visit } = event.target.closest("[data-tap], [data-act]")?.dataset ?? {};
    if (busy) return;
    if (tap) play({ tap });
    else if (act) play(visit ? { act, with_visit: visit } : { act });
  });

  function tell({ known: pairs, inside: name }) {
    inside.hidden = !name;
    inside.querySelector("b").textContent = name;
    known.hidden = !pairs.length;
    known.querySelector("dl").replaceChildren(
      ...pairs.flatMap(([name, value]) => {
        const [term, words] = [document.createElement("dt"), document.createElement("dd")];
        term.textContent = name;
        words.textContent = value;
        return [term, words];
      }),
    );
  }
  // The way so far: steps that were met, lines that were gone, and where the customer is now.
  function light() {
    const nodes = new Set(stood && !chat.hidden ? [flow.BEGIN, ...stood.nodes] : []);
    for (const element of root.querySelectorAll(".flow-node")) {
      const { id } = element.dataset;
      element.classList.toggle("is-visited", nodes.has(id));
      element.classList.toggle("is-here", nodes.size > 0 && !stood.over && stood.here === id);
    }
  }
  flow.isLit = (id, port) => {
    if (!stood || chat.hidden) return false;
    if (id === flow.BEGIN) return stood.nodes.length > 0;
    return stood.ways.some(([node, way]) => node === id && way === port);
  };
  document.addEventListener("htmx:after:swap", () => {
    const found = document.getElementById("flow-rehearsed");
    if (!found) return;
    stood = JSON.parse(found.textContent);
    found.remove();
    const wrote = chat.contains(document.activeElement) || document.activeElement === document.body;
    clock.disabled = !stood.clock;
    form.elements.said.disabled = stood.over;
    tell(stood);
    light();
    flow.lines();
    if (flow.find(stood.here)) flow.reveal(stood.here);
    log.scrollTop = log.scrollHeight;
    if (stood.over && wrote) log.querySelector("[data-act=begin]").focus();
    else if (!stood.over && !chat.contains(document.activeElement) && !matchMedia("(pointer: coarse)").matches) form.elements.said.focus();
  });
  for (const name of ["flow:change", "flow:checked"]) document.addEventListener(name, light);

  function show(on) {
    chat.hidden = !on;
    opener.setAttribute("aria-expanded", String(on));
    root.classList.toggle("is-tried", on);
    // Where the step lies above the chat, it makes room.
    if (on && matchMedia("(max-width: 1199.98px)").matches) flow.close();
    if (on && !stood && !busy) play({ act: "begin" });
    if (on) form.elements.said.focus();
    light();
    flow.lines();
  }
  opener.addEventListener("click", () => show(chat.hidden));
  chat.addEventListener("click", (event) => {
    if (!event.target.closest("[data-chat=close]")) return;
    show(false);
    opener.focus();
  });
  chat.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    show(false);
    opener.focus();
  });
})();
