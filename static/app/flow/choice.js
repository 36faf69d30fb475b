// Several steps at once: Shift+click, Shift+Enter, a frame drawn with Shift, Ctrl+A, or taps
// after "Escolher vários". What is chosen moves, is deleted and is copied together.
(() => {
  const { flow } = window;
  if (!flow.editable) return;
  const root = document.getElementById("flow");
  const canvas = document.getElementById("flow-canvas");
  const list = document.getElementById("flow-nodes");
  const bar = document.getElementById("flow-chosen");
  const mode = root.querySelector('[data-flow="pick"]');
  let chosen = new Set();
  let picking = false; // taps choose instead of opening
  let frame = null;

  const all = () => flow.graph().nodes.map((node) => node.id);
  flow.chosen = () => [...chosen];
  flow.unchoose = () => choose([]);

  function choose(ids) {
    chosen = new Set(ids.filter((id) => flow.find(id)));
    paint();
  }
  function paint() {
    for (const element of list.children) {
      const on = chosen.has(element.dataset.id);
      element.classList.toggle("is-chosen", on);
      const head = element.querySelector("[data-open]");
      if (on) head.setAttribute("aria-pressed", "true");
      else head.removeAttribute("aria-pressed");
    }
    bar.hidden = !chosen.size && !picking;
    const text = chosen.size === 1 ? flow.words.chosenOne : flow.fill(flow.words.chosen, { count: chosen.size });
    bar.querySelector("[data-text]").textContent = text;
    for (const button of bar.querySelectorAll("[data-chosen]:not([data-chosen=none])")) button.disabled = !chosen.size;
    mode.setAttribute("aria-pressed", String(picking));
  }
  function toggle(id) {
    if (id === flow.BEGIN) return;
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    choose([...next]);
  }
  // Whether a click on a step chooses it; then it does.
  flow.picks = (event) => {
    const id = event.target.closest(".flow-node")?.dataset.id;
    if (!id || !(picking || event.shiftKey)) return false;
    toggle(id);
    return true;
  };
  list.addEventListener("keydown", (event) => {
    if (!event.shiftKey || !["Enter", " "].includes(event.key) || !event.target.closest("[data-open]")) return;
    event.preventDefault();
    toggle(event.target.closest(".flow-node").dataset.id);
  });

  // The frame: whatever it touches.
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.shiftKey || event.pointerType !== "mouse" || event.button !== 0 || root.classList.contains("is-outline")) return;
    if (event.target.closest(".flow-node, .flow-map, .flow-chosen")) return;
    event.preventDefault(); // no text is marked
    const box = document.createElement("div");
    box.className = "flow-frame";
    canvas.append(box);
    frame = { box, from: [event.clientX, event.clientY], before: [...chosen], pointer: event.pointerId };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!frame || event.pointerId !== frame.pointer) return;
    const outer = canvas.getBoundingClientRect();
    const left = Math.min(frame.from[0], event.clientX);
    const top = Math.min(frame.from[1], event.clientY);
    const right = Math.max(frame.from[0], event.clientX);
    const bottom = Math.max(frame.from[1], event.clientY);
    Object.assign(frame.box.style, { left: `${left - outer.left}px`, top: `${top - outer.top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
    const touched = all().filter((id) => {
      const own = flow.nodeOf(id).getBoundingClientRect();
      return own.left < right && own.right > left && own.top < bottom && own.bottom > top;
    });
    choose([...frame.before, ...touched]);
  });
  for (const name of ["pointerup", "pointercancel"])
    canvas.addEventListener(name, (event) => {
      if (event.pointerId !== frame?.pointer) return;
      frame.box.remove();
      frame = null;
    });

  const isText = (event) => event.target.closest?.("input, textarea, select, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (isText(event) || document.querySelector("dialog[open]") || event.target.closest?.("#flow-side, #flow-chat, #panel")) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a") {
      event.preventDefault();
      choose(all());
    } else if (event.key === "Escape" && (chosen.size || picking)) {
      picking = false;
      choose([]);
    } else if (event.key === "Delete" && chosen.size && !event.target.closest?.(".flow-node")) takeAway();
  });
  function takeAway() {
    const gone = [...chosen];
    choose([]);
    flow.remove(...gone);
    canvas.focus();
  }
  function twice() {
    const nodes = flow.graph().nodes.filter((node) => chosen.has(node.id));
    choose(flow.insert(nodes, [40, 40]));
  }
  const acts = {
    delete: takeAway,
    twice,
    copy: () => document.execCommand("copy"),
    cut: () => document.execCommand("cut"),
    none: () => {
      picking = false;
      choose([]);
      canvas.focus();
    },
  };
  bar.addEventListener("click", (event) => acts[event.target.closest("[data-chosen]")?.dataset.chosen]?.());
  mode.addEventListener("click", () => {
    picking = !picking;
    paint();
  });
  root.querySelector('[data-flow="all"]').addEventListener("click", () => choose(all()));
  document.addEventListener("flow:change", () => choose([...chosen]));
  flow.chooseSteps = choose;
})();
