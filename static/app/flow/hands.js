// Steps are dragged by their heads, ways out by their buttons; with the keyboard, arrows move the
// step under the focus, Delete takes it away, Enter opens it, and Enter on a way out asks where to.
(() => {
  const { flow } = window;
  const list = document.getElementById("flow-nodes");
  const edges = document.getElementById("flow-edges");
  const root = document.getElementById("flow");
  const FAR = 5; // pixels from a click to a drag
  const STEP = 20;
  let held = null;
  let dragged = false;
  let drawing = 0;

  const outline = () => root.classList.contains("is-outline");
  const idOf = (element) => element.closest(".flow-node")?.dataset.id;

  list.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (outline() || !flow.editable || event.button !== 0 || event.shiftKey) return;
    const id = idOf(event.target);
    const button = event.target.closest("[data-port]");
    if (!id || (!button && id === flow.BEGIN)) return;
    held = { id, port: button?.dataset.port ?? "", label: button?.dataset.label ?? "", x: event.clientX, y: event.clientY, at: placesOf(button ? [] : movedWith(id)), pointer: event.pointerId };
  });
  document.addEventListener("pointermove", (event) => {
    if (!held || event.pointerId !== held.pointer) return;
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (!dragged && Math.hypot(dx, dy) < FAR) return;
    dragged = true;
    if (held.port) return pull(event);
    const zoom = flow.zoom();
    held.now = shifted(held.at, [dx / zoom, dy / zoom]);
    for (const [id, at] of held.now) {
      const element = flow.nodeOf(id);
      element.classList.add("is-held");
      flow.find(id).at = at;
      element.style.setProperty("--x", `${at[0]}px`);
      element.style.setProperty("--y", `${at[1]}px`);
    }
    drawing ||= requestAnimationFrame(() => {
      drawing = 0;
      flow.lines();
    });
  });
  // Who moves along with a step: all that are chosen, if it is one of them.
  const movedWith = (id) => (flow.chosen?.().includes(id) ? flow.chosen() : [id]);
  const placesOf = (ids) => new Map(ids.map((id) => [id, flow.placeOf(id)]));
  const shifted = (places, [x, y]) => new Map([...places].map(([id, at]) => [id, [at[0] + x, at[1] + y]]));
  function putBack(places) {
    for (const [id, at] of places) flow.find(id).at = at;
  }
  // The line that follows the pointer from a way out.
  function pull(event) {
    held.line ??= edges.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
    held.line.setAttribute("class", "flow-edge is-pulled");
    held.line.setAttribute("d", flow.curve(flow.outOf(held.id, held.port), flow.toBoard(event.clientX, event.clientY)));
    under(event)?.classList.add("is-aim");
    for (const one of list.querySelectorAll(".is-aim")) if (one !== under(event)) one.classList.remove("is-aim");
  }
  const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest(".flow-node") ?? null;

  function release(event) {
    if (!held || event.pointerId !== held.pointer) return;
    const { id, port, label, at, now, line } = held;
    held = null;
    line?.remove();
    for (const one of list.querySelectorAll(".is-aim, .is-held")) one.classList.remove("is-aim", "is-held");
    if (!dragged || event.type === "pointercancel") {
      if (now) putBack(at);
      return now && flow.draw();
    }
    if (!port) {
      putBack(at);
      return flow.move(now);
    }
    const aim = under(event)?.dataset.id;
    if (aim && aim !== flow.BEGIN) flow.connect(id, port, aim);
    else if (!aim && event.target.closest?.("#flow-canvas")) flow.choose(id, port, label, flow.toBoard(event.clientX, event.clientY));
  }
  document.addEventListener("pointerup", release);
  document.addEventListener("pointercancel", release);

  list.addEventListener("click", (event) => {
    if (dragged) return (dragged = false);
    if (flow.picks?.(event)) return;
    const id = idOf(event.target);
    const button = event.target.closest("[data-port]");
    if (button && flow.editable) flow.choose(id, button.dataset.port, button.dataset.label);
    else if (id) flow.open(id);
  });

  list.addEventListener("keydown", (event) => {
    const id = idOf(event.target);
    if (!flow.editable || !event.target.closest("[data-open]") || id === flow.BEGIN) return;
    if (event.key === "Delete") {
      event.preventDefault();
      takeAway(id);
    }
    const by = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (!by || outline()) return;
    event.preventDefault();
    const moved = movedWith(id);
    flow.move(shifted(placesOf(moved), by), `nudge ${moved}`);
    flow.reveal(id);
  });
  function takeAway(id) {
    const gone = movedWith(id);
    let before = flow.nodeOf(id).previousElementSibling;
    while (before && gone.includes(before.dataset.id)) before = before.previousElementSibling;
    flow.remove(...gone);
    flow.close();
    (before ?? flow.nodeOf(flow.BEGIN)).querySelector("[data-open]").focus();
  }
  Object.assign(flow, { takeAway });

  document.addEventListener("keydown", (event) => {
    const isText = event.target.closest?.("input, textarea, select");
    if (!(event.ctrlKey || event.metaKey) || isText || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const act = key === "z" && !event.shiftKey ? flow.undo : key === "y" || key === "z" ? flow.redo : null;
    if (!act) return;
    event.preventDefault();
    act();
  });
  const acts = { undo: flow.undo, redo: flow.redo, tidy: () => { flow.tidy(); flow.fit(); } };
  for (const [name, act] of Object.entries(acts)) root.querySelector(`[data-flow="${name}"]`)?.addEventListener("click", act);
})();
