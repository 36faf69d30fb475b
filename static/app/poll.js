// [data-poll="4000"]: the element gets the event "poll" that often (hx-trigger="poll"), only
// while the page is visible and nothing is on its way. A failed poll is silent and slows down.
// One that hears live news (live.js) polls once a minute while there are some, and at once when
// they are of data-hears="conversation" (any) or "conversation:<id>", at most every data-gap ms.
(() => {
  const SLOWEST_MS = 60_000;
  const GAP_MS = 250;
  const waits = new WeakMap(); // element -> { last, pause, busy, wanted }
  const isLive = () => document.documentElement.dataset.liveState === "on";
  const state = (element) => {
    if (!waits.has(element)) waits.set(element, { last: Date.now(), pause: Number(element.dataset.poll), busy: false, wanted: false });
    return waits.get(element);
  };
  function isDue(element, { last, pause, wanted }) {
    const since = Date.now() - last;
    if (wanted) return since >= Number(element.dataset.gap ?? GAP_MS);
    return since >= (isLive() && element.dataset.hears ? Math.max(pause, SLOWEST_MS) : pause);
  }

  function tick() {
    if (document.hidden) return;
    for (const element of document.querySelectorAll("[data-poll]")) {
      const wait = state(element);
      if (wait.busy || !isDue(element, wait)) continue;
      wait.busy = true;
      wait.wanted = false;
      element.dispatchEvent(new CustomEvent("poll"));
    }
  }

  function hears(element, news) {
    if (news.everything) return true;
    return (element.dataset.hears ?? "").split(" ").some((word) => {
      const [kind, id] = word.split(":");
      return news[kind] && (!id || news[kind].includes(id));
    });
  }
  document.addEventListener("live:change", (event) => {
    for (const element of document.querySelectorAll("[data-poll]")) if (hears(element, event.detail)) state(element).wanted = true;
    tick();
  });
  document.addEventListener("poll:now", (event) => {
    if (event.target.matches?.("[data-poll]")) state(event.target).wanted = true;
    tick();
  });

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
    wait.last = Date.now();
    wait.busy = false;
  });
  // [data-quiet]: what it asks for by itself may fail without a word, too.
  for (const name of ["htmx:response:error", "htmx:error"]) {
    document.addEventListener(name, (event) => {
      if (polled(event) || event.detail.ctx?.sourceElement?.matches?.("[data-quiet]")) event.stopImmediatePropagation();
    }, true);
  }
  document.addEventListener("visibilitychange", () => {
    for (const element of document.querySelectorAll("[data-poll]")) state(element).wanted = true;
    tick();
  });
  setInterval(tick, 250);
})();
