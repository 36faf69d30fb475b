// Puts the steps in order on the board: columns in the order in which customers come to them, the
// longest way counting, in each column what belongs to the step before it; long flows go on below.
(() => {
  const { flow } = window;
  const [LEFT, WIDE, HIGH] = [340, 340, 56];
  const FIRST = 100; // beside the beginning
  const MOST_COLUMNS = 12; // in one band

  const waysOf = (id) => flow.look(id).ports.map((port) => flow.target(id, port.name)).filter((to) => to && flow.find(to));

  // Steps after all that lead to them, ways back left out.
  function inOrder(roots) {
    const state = new Map();
    const done = [];
    const onward = new Map();
    const visit = (id) => {
      state.set(id, "open");
      onward.set(id, []);
      for (const to of waysOf(id)) {
        if (state.get(to) === "open") continue;
        onward.get(id).push(to);
        if (!state.has(to)) visit(to);
      }
      state.set(id, "done");
      done.unshift(id);
    };
    for (const id of roots) if (id && !state.has(id)) visit(id);
    return { done, onward };
  }
  function columns({ done, onward }) {
    const level = new Map(done.map((id) => [id, 0]));
    for (const id of done) for (const to of onward.get(id)) level.set(to, Math.max(level.get(to), level.get(id) + 1));
    const made = [];
    for (const id of done) (made[level.get(id)] ??= []).push(id);
    return made;
  }
  // In each column by where the ways into a step come from.
  function sorted(made, onward) {
    const rank = new Map();
    for (const column of made) {
      const from = new Map(column.map((id) => [id, []]));
      for (const [id, ways] of onward) ways.forEach((to, at) => rank.has(id) && from.get(to)?.push(rank.get(id) + at / 100));
      const middle = (id) => (from.get(id).length ? from.get(id).reduce((sum, one) => sum + one, 0) / from.get(id).length : 0);
      column.sort((one, other) => middle(one) - middle(other));
      column.forEach((id, at) => rank.set(id, at));
    }
    return made;
  }
  function placed(made) {
    const band = made.length <= MOST_COLUMNS ? made.length : Math.max(8, Math.ceil(Math.sqrt(made.length * 2)));
    const places = new Map();
    let [top, lowest] = [FIRST, 0];
    made.forEach((column, at) => {
      if (at && at % band === 0) top = lowest + HIGH;
      let y = top;
      for (const id of column) {
        places.set(id, [LEFT + (at % band) * WIDE, y]);
        y += flow.nodeOf(id).offsetHeight + HIGH;
      }
      lowest = Math.max(lowest, y);
    });
    return places;
  }
  flow.tidy = () => {
    const { start, nodes } = flow.graph();
    if (!nodes.length) return;
    const found = inOrder([flow.find(start) ? start : "", ...nodes.map((node) => node.id)]);
    flow.move(placed(sorted(columns(found), found.onward)));
  };
})();
