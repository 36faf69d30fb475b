// The flow that is being edited, and what may be done to it. Every change is announced as
// "flow:change" on document; undo and redo walk over whole graphs. Other scripts of the editor
// read window.flow and call these functions.
(() => {
  const data = JSON.parse(document.getElementById("flow-data").textContent);
  const { kinds, urls, editable } = data;
  const words = document.getElementById("flow-words").dataset;
  const MOST_STEPS_BACK = 100;
  const BEGIN = "begin";
  let graph = data.graph;
  let past = [];
  let future = [];
  const looks = new Map();

  const keyOf = (node) => `${node.kind} ${JSON.stringify(node.data)}`;
  const find = (id) => graph.nodes.find((node) => node.id === id);
  for (const node of graph.nodes) looks.set(keyOf(node), data.looks[node.id]);
  for (const [kind, one] of Object.entries(kinds)) looks.set(`${kind} ${JSON.stringify(one.data)}`, one.look);

  function look(id) {
    if (id === BEGIN) return { summary: words.beginText, ports: [{ name: "start", label: words.beginPort }] };
    return looks.get(keyOf(find(id))) ?? { summary: "", ports: [] };
  }
  function name(id) {
    if (id === BEGIN) return words.begin;
    const node = find(id);
    return node ? node.title || kinds[node.kind].name : words.nothing;
  }
  const target = (id, port) => (id === BEGIN ? graph.start : find(id)?.next[port]) || "";

  // `change` is one act of a person; `merge` joins it to the one before (typing, nudging).
  let lastMerge = "";
  function change(act, merge = "") {
    if (!editable) return;
    const before = JSON.stringify(graph);
    act(graph);
    if (JSON.stringify(graph) === before) return;
    if (!merge || merge !== lastMerge) past.push(before);
    if (past.length > MOST_STEPS_BACK) past.shift();
    lastMerge = merge;
    future = [];
    announce();
  }
  function announce() {
    document.dispatchEvent(new CustomEvent("flow:change"));
  }
  function walk(from, to) {
    if (!from.length) return;
    to.push(JSON.stringify(graph));
    graph = JSON.parse(from.pop());
    lastMerge = "";
    announce();
    document.dispatchEvent(new CustomEvent("flow:walked"));
  }

  function freeId() {
    const taken = new Set(graph.nodes.map((node) => node.id));
    let number = graph.nodes.length + 1;
    while (taken.has(`n${number}`)) number += 1;
    return `n${number}`;
  }
  function freePlace(x, y) {
    while (graph.nodes.some((node) => Math.abs(node.at[0] - x) < 240 && Math.abs(node.at[1] - y) < 120)) y += 140;
    return [Math.round(x), Math.round(y)];
  }
  function connect(from, port, to) {
    change(() => {
      if (from === BEGIN) graph.start = to;
      else if (to) find(from).next[port] = to;
      else delete find(from).next[port];
    });
  }
  // A new step, reached from a way out if one is given; answers its id.
  function add(kind, place, from = "", port = "") {
    const id = freeId();
    change(() => {
      const made = { id, kind, title: "", at: place, data: structuredClone(kinds[kind].data), next: {} };
      graph.nodes.push(made);
      if (from === BEGIN || !graph.start) graph.start = id;
      else if (from) find(from).next[port] = id;
    });
    return id;
  }
  function duplicate(id) {
    const was = find(id);
    const made = freeId();
    change(() => {
      const copy = structuredClone(was);
      graph.nodes.push({ ...copy, id: made, at: freePlace(was.at[0] + 40, was.at[1] + 140), next: {} });
    });
    return made;
  }
  // Steps with new ids, `by` [x, y] further on; of their ways those among themselves are kept.
  // `given` are looks by the steps' own ids, for data that has not been seen here yet.
  function insert(nodes, by, given = {}) {
    const renamed = new Map();
    change(() => {
      for (const node of nodes) {
        if (given[node.id]) looks.set(keyOf(node), given[node.id]);
        const id = freeId();
        renamed.set(node.id, id);
        const at = [Math.round(node.at[0] + by[0]), Math.round(node.at[1] + by[1])];
        graph.nodes.push({ ...structuredClone(node), id, at, next: {} });
      }
      for (const node of nodes)
        for (const [port, to] of Object.entries(node.next))
          if (renamed.has(to)) find(renamed.get(node.id)).next[port] = renamed.get(to);
    });
    return [...renamed.values()];
  }
  function remove(...ids) {
    const gone = new Set(ids);
    change(() => {
      graph.nodes = graph.nodes.filter((node) => !gone.has(node.id));
      for (const node of graph.nodes)
        for (const [port, to] of Object.entries(node.next)) if (gone.has(to)) delete node.next[port];
      if (gone.has(graph.start)) graph.start = "";
    });
  }
  // `places` is a Map from ids to [x, y].
  function move(places, merge) {
    change(() => {
      for (const [id, at] of places) find(id).at = at.map(Math.round);
    }, merge);
  }
  // What the form of a step has become; ways out that are gone lose their way.
  function write(read) {
    const node = find(read.id);
    if (!node) return;
    looks.set(`${read.kind} ${JSON.stringify(read.data)}`, read.look);
    const ports = new Set(read.look.ports.map((port) => port.name));
    change(() => {
      node.data = read.data;
      node.title = read.title;
      for (const port of Object.keys(node.next)) if (!ports.has(port)) delete node.next[port];
    }, `write ${read.id}`);
  }
  function writeTriggers(triggers) {
    change(() => (graph.triggers = triggers), "write begin");
  }

  function writeVariables(variables) {
    change(() => (graph.variables = variables));
  }

  // Steps and variables as the server gives them back, with their looks; one act to undo.
  function replace({ nodes, variables, looks: given }) {
    for (const node of nodes) looks.set(keyOf(node), given[node.id]);
    change(() => {
      for (const node of nodes) if (find(node.id)) find(node.id).data = node.data;
      graph.variables = variables;
    });
    document.dispatchEvent(new CustomEvent("flow:walked"));
  }

  // Ids in the order in which a customer may meet them; what nothing leads to comes last.
  function order() {
    const found = [];
    const waiting = [graph.start, ...graph.nodes.map((node) => node.id)];
    const visit = (id) => {
      if (!id || found.includes(id) || !find(id)) return;
      found.push(id);
      for (const port of look(id).ports) visit(target(id, port.name));
    };
    waiting.forEach(visit);
    return found;
  }

  window.flow = {
    BEGIN, kinds, urls, editable, words, look, name, find, target, connect, add, duplicate, insert, remove, move,
    write, writeTriggers, writeVariables, replace, order, freePlace,
    graph: () => graph,
    undo: () => walk(past, future),
    redo: () => walk(future, past),
    canUndo: () => past.length > 0,
    canRedo: () => future.length > 0,
    problems: data.problems,
    number: data.number,
  };
})();
