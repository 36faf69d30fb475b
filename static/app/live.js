// [data-live="/o/x/live/"]: one stream of news while the page is visible. News is the event
// "live:change" on document, {conversation: [ids], agenda: [ids], presence: [ids]} or
// {everything: true}; <html data-live-state> is "on" or "off", and while it is off poll.js
// asks often. It comes back by itself, and says what was missed meanwhile.
(() => {
  const address = document.querySelector("[data-live]")?.dataset.live;
  if (!address) return;
  const HIDDEN_MS = 10_000; // a look at another tab is no reason to leave
  const SILENCE_MS = 40_000; // the server says something every 15 s
  const PAUSES_MS = [1000, 2000, 5000, 15_000, 30_000, 60_000];
  let stream = null;
  let cursor = "";
  let failures = 0;
  let timer = 0;
  let heardAt = 0;
  let mayReturn = true;

  const tell = (news) => document.dispatchEvent(new CustomEvent("live:change", { detail: news }));
  function mark(state) { document.documentElement.dataset.liveState = state; }

  function close() {
    stream?.close();
    stream = null;
    mark("off");
  }
  function later(pause = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)]) {
    close();
    clearTimeout(timer);
    timer = setTimeout(open, pause * (0.75 + Math.random() / 2));
    failures += 1;
  }
  function hear(event) {
    heardAt = Date.now();
    if (event.lastEventId) cursor = event.lastEventId;
    return JSON.parse(event.data);
  }

  function open() {
    clearTimeout(timer);
    if (stream || document.hidden || !mayReturn) return;
    // A page that has heard nothing yet says how old it is, and hears what happened since.
    const where = cursor ? `after=${encodeURIComponent(cursor)}` : `age=${(performance.now() / 1000).toFixed(3)}`;
    const opened = new EventSource(`${address}?${where}`);
    stream = opened;
    heardAt = Date.now();
    opened.addEventListener("hello", (event) => {
      const { all } = hear(event);
      failures = 0;
      mark("on");
      if (all) tell({ everything: true });
    });
    opened.addEventListener("change", (event) => {
      const news = hear(event);
      tell(news.everything ? { everything: true } : news);
    });
    opened.addEventListener("beat", hear);
    opened.addEventListener("bye", (event) => {
      const reason = hear(event);
      mayReturn = reason === "retry" || reason === "shutdown";
      if (mayReturn) later();
      else close();
    });
    opened.addEventListener("error", () => { if (stream === opened) later(); });
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(close, HIDDEN_MS);
    else {
      mayReturn = true;
      open();
    }
  });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  addEventListener("online", () => { failures = 0; open(); });
  setInterval(() => { if (stream && Date.now() - heardAt > SILENCE_MS) later(); }, 5000);
  open();
})();
