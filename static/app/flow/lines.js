// How the lines between steps run: onward in a curve; back, or where a step stands in the way, at
// right angles through the room between the steps, so that one sees where each goes. The lines of
// the step under the pointer or the focus, or the open one, stand out.
(() => {
  const { flow } = window;
  const edges = document.getElementById("flow-edges");
  const list = document.getElementById("flow-nodes");
  const AHEAD = 30; // less room than this to the right is no way onward
  const AWAY = 20; // from a step to a line that goes around it
  const ROUND = 10;
  const HEAD = 7;
  const CLEAR = 6;
  let boxes = new Map();
  let near = "";

  const head = ([x, y]) => `M${x - HEAD},${y - HEAD} L${x},${y} L${x - HEAD},${y + HEAD}`;
  flow.curve = ([x1, y1], [x2, y2]) => {
    const bend = Math.max(50, Math.abs(x2 - x1) / 2);
    return `M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2},${y2}`;
  };
  // A line through these points, its corners rounded.
  function bent(points) {
    let path = `M${points[0]}`;
    for (let at = 1; at < points.length - 1; at += 1) {
      const [before, corner, after] = points.slice(at - 1, at + 2);
      const towards = (end) => {
        const far = Math.hypot(end[0] - corner[0], end[1] - corner[1]) || 1;
        const part = Math.min(ROUND, far / 2) / far;
        return [corner[0] + (end[0] - corner[0]) * part, corner[1] + (end[1] - corner[1]) * part];
      };
      path += ` L${towards(before)} Q${corner} ${towards(after)}`;
    }
    return `${path} L${points.at(-1)}`;
  }
  // Where the steps stand; read once for all lines.
  flow.measure = (ids) => {
    boxes = new Map(ids.map((id) => {
      const [left, top] = flow.placeOf(id);
      const { offsetWidth, offsetHeight } = flow.nodeOf(id);
      return [id, { left, top, right: left + offsetWidth, bottom: top + offsetHeight }];
    }));
  };
  // Whether the curve to the target runs under some other step.
  function isHidden(from, to, [x1, y1], [x2, y2]) {
    const bend = Math.max(50, Math.abs(x2 - x1) / 2);
    const others = [...boxes].filter(([id, box]) => id !== from && id !== to && box.right > x1 && box.left < x2).map(([, box]) => box);
    for (let t = 0.05; others.length && t < 1; t += 0.05) {
      const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
      const [x, y] = [a * x1 + b * (x1 + bend) + c * (x2 - bend) + d * x2, (a + b) * y1 + (c + d) * y2];
      if (others.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom)) return true;
    }
    return false;
  }
  // The height nearest to the wanted one at which nothing stands between left and right.
  function lane(wanted, left, right, by) {
    const near = [...boxes.values()].filter((box) => box.right > left && box.left < right);
    const isFree = (y) => near.every((box) => y < box.top - CLEAR || y > box.bottom + CLEAR);
    const rows = [wanted, ...near.flatMap((box) => [box.top - by, box.bottom + by])];
    rows.sort((one, other) => Math.abs(one - wanted) - Math.abs(other - wanted));
    return rows.find(isFree) ?? wanted;
  }
  // Under the step, or over it where the target is above.
  function beside(from, to, by) {
    const [source, target] = [boxes.get(from), boxes.get(to)];
    if (target.bottom < source.top) return source.top - by;
    return (target.top > source.bottom ? source.bottom : Math.max(source.bottom, target.bottom)) + by;
  }
  // `at` is the number of the way out: lines to different steps don't lie on each other.
  flow.route = (from, to, out, into, at) => {
    const isAhead = into[0] > out[0] + AHEAD;
    if (isAhead && !isHidden(from, to, out, into)) return `${flow.curve(out, into)} ${head(into)}`;
    const by = AWAY + (at % 8) * 4;
    const [right, left] = [out[0] + by, into[0] - AWAY - ([...boxes.keys()].indexOf(to) % 5) * 4];
    const wanted = isAhead ? (out[1] + into[1]) / 2 : beside(from, to, by - 4);
    const level = lane(wanted, Math.min(left, right), Math.max(left, right), by - 4);
    return `${bent([out, [right, out[1]], [right, level], [left, level], [left, into[1]], into])} ${head(into)}`;
  };

  flow.showNear = () => {
    const id = near || list.querySelector(".is-open")?.dataset.id || "";
    let any = false;
    for (const edge of edges.children) {
      const on = Boolean(id) && (edge.dataset.from === id || edge.dataset.to === id);
      edge.classList.toggle("is-near", on);
      any ||= on;
    }
    edges.classList.toggle("has-near", any);
  };
  function look(event) {
    const id = event.target.closest?.(".flow-node")?.dataset.id ?? "";
    if (id === near) return;
    near = id;
    flow.showNear();
  }
  list.addEventListener("pointerover", (event) => event.pointerType === "mouse" && look(event));
  list.addEventListener("pointerleave", () => { near = ""; flow.showNear(); });
  list.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && look(event));
  list.addEventListener("focusout", () => { near = ""; flow.showNear(); });
})();
