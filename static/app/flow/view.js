// Draws the flow: a list item for each step, in the order in which customers meet them, placed
// on the board; lines between them in the SVG. The outline is the same list, laid out as one.
(() => {
  const { flow } = window;
  const list = document.getElementById("flow-nodes");
  const edges = document.getElementById("flow-edges");
  const root = document.getElementById("flow");
  const SVG = "http://www.w3.org/2000/svg";
  const drawn = new Map();
  const part = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);
  const nodeOf = (id) => drawn.get(id);

  flow.icon = (kind) => {
    const found = document.getElementById("flow-icons").content.querySelector(`[data-for="${kind}"] svg`);
    return found ? found.cloneNode(true) : document.createTextNode("");
  };
  const placeOf = (id) => (id === flow.BEGIN ? [0, 120] : flow.find(id).at);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  flow.fill = fill;

  function port(id, one) {
    const item = part("flow-port");
    const button = item.firstElementChild;
    const to = flow.target(id, one.name);
    button.dataset.port = one.name;
    button.dataset.label = one.label;
    button.classList.toggle("is-linked", Boolean(to));
    button.querySelector(".flow-port-label").textContent = one.label;
    button.querySelector(".flow-port-target").textContent = to ? flow.name(to) : flow.words.nothing;
    button.title = one.label;
    return item;
  }
  function wrongOf(id) {
    return flow.problems.filter((problem) => problem.node === id && !problem.is_note);
  }
  function dress(element, id) {
    const kind = id === flow.BEGIN ? flow.BEGIN : flow.find(id).kind;
    const look = flow.look(id);
    const [x, y] = placeOf(id);
    element.dataset.id = id;
    element.dataset.kind = kind;
    element.style.setProperty("--x", `${x}px`);
    element.style.setProperty("--y", `${y}px`);
    element.querySelector(".flow-icon").replaceChildren(flow.icon(kind));
    element.querySelector(".flow-kind").textContent = flow.name(id);
    element.querySelector(".flow-summary").textContent = look.summary;
    element.querySelector(".flow-summary").title = look.summary;
    const ports = element.querySelector(".flow-ports");
    const had = document.activeElement?.closest?.(".flow-ports") === ports ? document.activeElement.dataset.port : "";
    ports.replaceChildren(...look.ports.map((one) => port(id, one)));
    if (had) ports.querySelector(`[data-port="${CSS.escape(had)}"]`)?.focus();
    mark(element, id);
  }
  function mark(element, id) {
    const found = wrongOf(id);
    const note = element.querySelector(".flow-wrong");
    note.hidden = !found.length;
    note.classList.toggle("is-error", found.some((problem) => problem.is_error));
    const text = found.length === 1 ? flow.words.one : fill(flow.words.many, { count: found.length });
    note.querySelector("span").textContent = text;
  }

  function draw() {
    const ids = [flow.BEGIN, ...flow.order()];
    for (const [id, element] of drawn)
      if (!ids.includes(id)) {
        element.remove();
        drawn.delete(id);
      }
    ids.forEach((id, at) => {
      if (!drawn.has(id)) drawn.set(id, part("flow-node"));
      const element = drawn.get(id);
      if (list.children[at] !== element) {
        const focused = element.contains(document.activeElement) ? document.activeElement : null;
        list.insertBefore(element, list.children[at] ?? null);
        focused?.focus();
      }
      dress(element, id);
    });
    document.getElementById("flow-hello").hidden = flow.graph().nodes.length > 0 || !flow.editable;
    lines();
    act();
  }
  function act() {
    const set = (name, on) => (root.querySelector(`[data-flow="${name}"]`) ?? {}).disabled = !on;
    set("undo", flow.canUndo());
    set("redo", flow.canRedo());
    const wrong = flow.problems.filter((problem) => problem.is_error).length;
    const count = document.getElementById("flow-errors");
    if (!count) return;
    count.hidden = !wrong;
    count.textContent = wrong;
  }

  // Where a way out begins and a step is entered, in units of the board.
  function outOf(id, name) {
    const element = nodeOf(id);
    const button = element.querySelector(`[data-port="${CSS.escape(name)}"]`);
    const [x, y] = placeOf(id);
    if (!button) return [x, y];
    return [x + element.offsetWidth, y + button.offsetTop + button.offsetHeight / 2];
  }
  function line(id, name, css = "") {
    const path = document.createElementNS(SVG, "path");
    const to = flow.target(id, name);
    const [x, y] = placeOf(to);
    const at = flow.look(id).ports.findIndex((one) => flow.target(id, one.name) === to); // those to one step run together
    path.setAttribute("d", flow.route(id, to, outOf(id, name), [x, y + 24], at));
    Object.assign(path.dataset, { from: id, to });
    path.setAttribute("class", `flow-edge ${css}`);
    const share = flow.edgeShare?.(id, name) ?? 0;
    if (share) path.style.strokeWidth = 2 + 8 * share;
    return path;
  }
  function edgeCss(id, name) {
    const quiet = name === "idle" || name === "error" ? "is-quiet" : "";
    return flow.isLit?.(id, name) ? `${quiet} is-lit` : quiet;
  }
  function lines() {
    const made = [];
    flow.measure([...drawn.keys()]);
    for (const id of drawn.keys())
      for (const one of flow.look(id).ports) {
        const to = flow.target(id, one.name);
        if (to && drawn.has(to)) made.push(line(id, one.name, edgeCss(id, one.name)));
      }
    edges.replaceChildren(...made);
    flow.showNear();
  }
  Object.assign(flow, { draw, lines, outOf, nodeOf, placeOf });

  document.addEventListener("flow:change", draw);
  document.addEventListener("flow:checked", () => {
    for (const [id, element] of drawn) mark(element, id);
    lines();
    act();
  });

  // The board or the list; a phone begins with the list.
  function show(outline) {
    root.classList.toggle("is-outline", outline);
    root.querySelector('[data-flow="board"]').setAttribute("aria-pressed", String(!outline));
    root.querySelector('[data-flow="outline"]').setAttribute("aria-pressed", String(outline));
    if (!outline) lines();
  }
  root.querySelector('[data-flow="board"]').addEventListener("click", () => show(false));
  root.querySelector('[data-flow="outline"]').addEventListener("click", () => show(true));
  draw();
  show(window.matchMedia("(max-width: 767.98px)").matches);
})();
