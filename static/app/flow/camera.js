// What of the board is seen: dragging its ground and the wheel move it, Ctrl+wheel, two fingers
// and the buttons make it larger and smaller.
(() => {
  const { flow } = window;
  const canvas = document.getElementById("flow-canvas");
  const world = document.getElementById("flow-world");
  const root = document.getElementById("flow");
  const view = { x: 40, y: 40, zoom: 1 };
  const SMALLEST = 0.15;
  const READABLE = 0.5;
  const fingers = new Map();

  function apply() {
    world.style.setProperty("--pan-x", `${view.x}px`);
    world.style.setProperty("--pan-y", `${view.y}px`);
    world.style.setProperty("--zoom", view.zoom);
    canvas.style.setProperty("--pan-x", `${view.x}px`);
    canvas.style.setProperty("--pan-y", `${view.y}px`);
    document.dispatchEvent(new CustomEvent("flow:view"));
  }
  function zoomAt(clientX, clientY, factor) {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [clientX - box.left, clientY - box.top];
    const zoom = Math.min(2, Math.max(SMALLEST, view.zoom * factor));
    view.x = x - ((x - view.x) * zoom) / view.zoom;
    view.y = y - ((y - view.y) * zoom) / view.zoom;
    view.zoom = zoom;
    apply();
  }
  function middle(factor) {
    const box = canvas.getBoundingClientRect();
    zoomAt(box.left + box.width / 2, box.top + box.height / 2, factor);
  }
  function extent() {
    const ids = [flow.BEGIN, ...flow.graph().nodes.map((node) => node.id)];
    const boxes = ids.map((id) => [...flow.placeOf(id), flow.nodeOf(id).offsetWidth, flow.nodeOf(id).offsetHeight]);
    const left = Math.min(...boxes.map((box) => box[0]));
    const top = Math.min(...boxes.map((box) => box[1]));
    return { left, top, width: Math.max(...boxes.map((box) => box[0] + box[2])) - left, height: Math.max(...boxes.map((box) => box[1] + box[3])) - top };
  }
  function fit() {
    const { left, top, width, height } = extent();
    const box = canvas.getBoundingClientRect();
    view.zoom = Math.max(SMALLEST, Math.min(1, (box.width - 60) / width, (box.height - 60) / height));
    view.x = Math.max(30, (box.width - width * view.zoom) / 2) - left * view.zoom;
    view.y = Math.max(30, (box.height - height * view.zoom) / 2) - top * view.zoom;
    apply();
  }
  // All of it where it can be read; else from its beginning on.
  function begin() {
    fit();
    if (view.zoom >= READABLE) return;
    const [x, y] = flow.placeOf(flow.BEGIN);
    view.zoom = READABLE;
    view.x = 30 - x * READABLE;
    view.y = Math.min(canvas.clientHeight / 3, 160) - y * READABLE;
    apply();
  }
  // Brings a step into sight, as little as needed.
  function reveal(id) {
    const element = flow.nodeOf(id);
    if (!element) return;
    if (root.classList.contains("is-outline")) return element.scrollIntoView({ block: "nearest" });
    const box = canvas.getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const over = (low, high, min, max) => (low < min ? min - low : high > max ? max - high : 0);
    view.x += over(own.left, own.right, box.left + 20, box.right - 20);
    view.y += over(own.top, own.bottom, box.top + 20, box.bottom - 20);
    apply();
  }
  flow.toBoard = (clientX, clientY) => {
    const box = canvas.getBoundingClientRect();
    return [(clientX - box.left - view.x) / view.zoom, (clientY - box.top - view.y) / view.zoom];
  };
  flow.zoom = () => view.zoom;
  // What is seen, in units of the board; and seeing this place in the middle.
  flow.seen = () => {
    const box = canvas.getBoundingClientRect();
    return { left: -view.x / view.zoom, top: -view.y / view.zoom, width: box.width / view.zoom, height: box.height / view.zoom };
  };
  flow.lookAt = (x, y) => {
    const box = canvas.getBoundingClientRect();
    view.x = box.width / 2 - x * view.zoom;
    view.y = box.height / 2 - y * view.zoom;
    apply();
  };
  Object.assign(flow, { reveal, fit, extent });

  canvas.addEventListener("wheel", (event) => {
    if (root.classList.contains("is-outline")) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) return zoomAt(event.clientX, event.clientY, Math.exp(-event.deltaY / 300));
    view.x -= event.shiftKey ? event.deltaY : event.deltaX;
    view.y -= event.shiftKey ? 0 : event.deltaY;
    apply();
  }, { passive: false });

  canvas.addEventListener("pointerdown", (event) => {
    if (root.classList.contains("is-outline") || event.target.closest(".flow-map, .flow-chosen")) return;
    if (event.shiftKey && flow.editable && event.pointerType === "mouse") return; // draws a frame
    if (event.target.closest(".flow-node") && event.pointerType !== "touch") return;
    if (event.target.closest(".flow-node") && !fingers.size) return;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const was = fingers.get(event.pointerId);
    if (!was) return;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const far = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]) || 1;
      const now = [event.clientX, event.clientY];
      zoomAt((now[0] + other[0]) / 2, (now[1] + other[1]) / 2, far(now, other) / far(was, other));
    } else {
      view.x += event.clientX - was[0];
      view.y += event.clientY - was[1];
      apply();
    }
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
  });
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, (event) => fingers.delete(event.pointerId));
  // A step that gets the focus by the keyboard must not scroll the canvas under its lines.
  canvas.addEventListener("scroll", () => {
    if (!root.classList.contains("is-outline")) canvas.scrollTo(0, 0);
  });
  canvas.addEventListener("focusin", (event) => {
    const node = event.target.closest(".flow-node");
    if (node && event.target.matches(":focus-visible")) reveal(node.dataset.id);
  });

  const buttons = { larger: () => middle(1.2), smaller: () => middle(1 / 1.2), fit };
  for (const [name, act] of Object.entries(buttons)) root.querySelector(`[data-flow="${name}"]`).addEventListener("click", act);
  begin();
  // The list has no sizes to begin the board with.
  if (root.classList.contains("is-outline")) root.querySelector('[data-flow="board"]').addEventListener("click", begin, { once: true });
})();
