// How many customers have come to each step of the published version, and by which way they left.
(() => {
  const { flow } = window;
  const button = document.querySelector('[data-flow="numbers"]');
  let counted = null;

  function paint() {
    for (const element of document.querySelectorAll(".flow-node")) {
      const { id } = element.dataset;
      const times = counted && (id === flow.BEGIN ? counted.runs : counted.nodes[id] ?? 0);
      const label = element.querySelector(".flow-times");
      label.hidden = !counted;
      label.textContent = !counted ? "" : times === 1 ? flow.words.time : flow.fill(flow.words.times, { count: times });
      for (const port of element.querySelectorAll("[data-port]")) {
        const left = counted?.ports[id]?.[port.dataset.port] ?? 0;
        const share = times ? Math.round((100 * left) / times) : 0;
        port.querySelector(".flow-port-times").textContent = counted && id !== flow.BEGIN ? `${left} (${share}%)` : "";
      }
    }
  }
  function toast(text) {
    document.dispatchEvent(new CustomEvent("toast", { detail: { text, level: "info" } }));
  }
  button.addEventListener("click", async () => {
    if (counted) counted = null;
    else {
      const answer = await fetch(flow.urls.numbers);
      const found = answer.ok ? await answer.json() : null;
      if (!found?.version) return toast(flow.words.noNumbers);
      counted = found;
      toast(flow.fill(flow.words.numbers, found));
    }
    button.setAttribute("aria-pressed", String(Boolean(counted)));
    paint();
  });
  document.addEventListener("flow:change", () => counted && paint());
})();
