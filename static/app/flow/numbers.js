// The funnel over the board: how many customers of the published version came to each step, went
// on, stopped, and how long they took; lines as thick as the share that went along them.
(() => {
  const { flow } = window;
  const button = document.querySelector('[data-flow="numbers"]');
  const bar = document.getElementById("flow-numbers");
  const period = document.getElementById("flow-period");
  const table = bar.querySelector("[data-panel]");
  let counted = null;

  const share = (part, whole) => (whole ? Math.round((100 * part) / whole) : 0);

  function paint() {
    for (const element of document.querySelectorAll(".flow-node")) {
      const { id } = element.dataset;
      const one = counted?.nodes[id];
      const entered = id === flow.BEGIN ? counted?.runs ?? 0 : one?.entered ?? 0;
      const label = element.querySelector(".flow-times");
      label.hidden = !counted;
      label.textContent = !counted ? "" : entered === 1 ? flow.words.time : flow.fill(flow.words.times, { count: entered });
      const count = element.querySelector(".flow-count");
      count.hidden = !counted || id === flow.BEGIN;
      count.querySelector("progress").value = share(entered, counted?.runs);
      const told = one && { left: one.left + one.ended, stopped: one.stopped, median: one.median || "–" };
      count.querySelector("span").textContent = told ? flow.fill(flow.words.counted, told) : "";
      for (const port of element.querySelectorAll("[data-port]")) {
        const left = counted?.ports[id]?.[port.dataset.port] ?? 0;
        port.querySelector(".flow-port-times").textContent = counted && id !== flow.BEGIN ? `${left} (${share(left, entered)}%)` : "";
      }
    }
  }
  flow.edgeShare = (id, port) => {
    if (!counted?.runs) return 0;
    const went = id === flow.BEGIN ? counted.runs : counted.ports[id]?.[port] ?? 0;
    return Math.min(1, went / counted.runs);
  };
  function toast(text) {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text, level: "info" } }));
  }
  async function count() {
    const answer = await fetch(`${flow.urls.numbers}?days=${period.value}`);
    const found = answer.ok ? await answer.json() : null;
    if (!found?.version) return toast(flow.words.noNumbers);
    counted = found;
    bar.querySelector("[data-text]").textContent = flow.fill(flow.words.numbers, found);
    table.href = `${table.dataset.url}?days=${period.value}`;
  }
  function show() {
    bar.hidden = !counted;
    button.setAttribute("aria-pressed", String(Boolean(counted)));
    paint();
    flow.lines();
  }
  button.addEventListener("click", async () => {
    if (counted) counted = null;
    else await count();
    show();
  });
  period.addEventListener("change", () => count().then(show));
  bar.querySelector("[data-numbers-close]").addEventListener("click", () => {
    counted = null;
    show();
    document.getElementById("flow-canvas").focus();
  });
  document.addEventListener("flow:change", () => counted && show());
})();
