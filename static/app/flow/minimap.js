// The whole board in a corner, with what is seen of it; dragging there moves the board. Those who
// don't use a pointer have "Ver tudo" and the list.
(() => {
  const { flow } = window;
  const SVG = "http://www.w3.org/2000/svg";
  const map = document.getElementById("flow-map");
  const MARGIN = 120;
  let wanted = 0;

  function rect(css, { left, top, width, height }) {
    const made = document.createElementNS(SVG, "rect");
    made.setAttribute("class", css);
    for (const [name, value] of Object.entries({ x: left, y: top, width, height })) made.setAttribute(name, value);
    return made;
  }
  function boxOf(id) {
    const element = flow.nodeOf(id);
    const [left, top] = flow.placeOf(id);
    return { left, top, width: element.offsetWidth, height: element.offsetHeight };
  }
  function paint() {
    wanted = 0;
    if (!map.clientWidth) return;
    const [whole, seen] = [flow.extent(), flow.seen()];
    const left = Math.min(whole.left, seen.left) - MARGIN;
    const top = Math.min(whole.top, seen.top) - MARGIN;
    const right = Math.max(whole.left + whole.width, seen.left + seen.width) + MARGIN;
    const bottom = Math.max(whole.top + whole.height, seen.top + seen.height) + MARGIN;
    map.setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
    const ids = [flow.BEGIN, ...flow.graph().nodes.map((node) => node.id)];
    map.replaceChildren(...ids.map((id) => rect("flow-map-node", boxOf(id))), rect("flow-map-seen", seen));
  }
  function soon() {
    wanted ||= requestAnimationFrame(paint);
  }
  function go(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    flow.lookAt(at.x, at.y);
  }
  map.addEventListener("pointerdown", (event) => {
    event.stopPropagation();
    map.setPointerCapture(event.pointerId);
    go(event);
  });
  map.addEventListener("pointermove", (event) => {
    if (map.hasPointerCapture(event.pointerId)) go(event);
  });
  for (const name of ["flow:change", "flow:view"]) document.addEventListener(name, soon);
  new ResizeObserver(soon).observe(document.getElementById("flow-canvas"));
})();
