// [data-poll="4000"]: the element gets the event "poll" that often (hx-trigger="poll"), only
// while the page is visible and nothing is on its way. A failed poll is silent and slows down.
(() => {
  const SLOWEST_MS = 60_000;
  const waits = new WeakMap(); // element -> { due, pause, busy }
  const state = (element) => {
    const pause = Number(element.dataset.poll);
    if (!waits.has(element)) waits.set(element, { due: Date.now() + pause, pause, busy: false });
    return waits.get(element);
  };

  function tick() {
    if (document.hidden) return;
    for (const element of document.querySelectorAll("[data-poll]")) {
      const wait = state(element);
      if (wait.busy || Date.now() < wait.due) continue;
      wait.busy = true;
      element.dispatchEvent(new CustomEvent("poll"));
    }
  }

  const polled = (event) => {
    const source = event.detail.ctx?.sourceElement;
    return source?.matches?.("[data-poll]") ? source : null;
  };
  document.addEventListener("htmx:finally:request", (event) => {
    const source = polled(event);
    if (!source) return;
    const wait = state(source);
    const { response } = event.detail.ctx;
    const failed = !response || response.status >= 400;
    wait.pause = failed ? Math.min(wait.pause * 2, SLOWEST_MS) : Number(source.dataset.poll);
    wait.due = Date.now() + wait.pause;
    wait.busy = false;
  });
  for (const name of ["htmx:response:error", "htmx:error"]) {
    document.addEventListener(name, (event) => { if (polled(event)) event.stopImmediatePropagation(); }, true);
  }
  document.addEventListener("visibilitychange", () => {
    for (const element of document.querySelectorAll("[data-poll]")) state(element).due = 0;
    tick();
  });
  setInterval(tick, 500);
})();
