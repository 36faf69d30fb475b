// Who else is in the open conversation: says again and again that one is here, and whether one
// writes; shows what the answer says of the others (#presence). Silent when it fails.
(() => {
  const AGAIN_MS = 20_000;
  const WRITING_MS = 4000;
  const GAP_MS = 300;
  let open = ""; // address of the conversation that is open
  let isWriting = false;
  let saidAt = 0;
  let timer = 0;
  let quietTimer = 0;
  const box = () => document.getElementById("presence");
  const address = () => box()?.dataset.presence ?? "";

  function say() {
    clearTimeout(timer);
    if (document.hidden || !box()) return;
    const soon = saidAt + GAP_MS - Date.now();
    if (soon > 0) {
      timer = setTimeout(say, soon);
      return;
    }
    saidAt = Date.now();
    htmx.ajax("POST", address(), { source: box(), target: box(), swap: "outerMorph", values: { writing: isWriting ? "1" : "" } });
  }
  function leave(from) {
    clearTimeout(timer);
    const headers = JSON.parse(document.body.getAttribute("hx-headers:inherited"));
    if (from) fetch(from, { method: "POST", keepalive: true, headers, body: new URLSearchParams({ leave: "1" }) }).catch(() => {});
  }
  function look() {
    if (address() === open) return;
    leave(open);
    open = address();
    isWriting = false;
    saidAt = 0;
    say();
  }
  function rest() {
    clearTimeout(quietTimer);
    if (!isWriting) return;
    isWriting = false;
    say();
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "reply_text") return;
    if (!event.target.value) {
      rest();
      return;
    }
    clearTimeout(quietTimer);
    quietTimer = setTimeout(rest, WRITING_MS);
    const began = !isWriting;
    isWriting = true;
    if (began || Date.now() - saidAt > WRITING_MS) say();
  });
  document.addEventListener("live:change", ({ detail }) => {
    if (detail.everything || detail.presence?.some((id) => address().includes(id))) say();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) leave(open);
    else say();
  });
  addEventListener("pagehide", () => leave(open));
  document.addEventListener("htmx:after:swap", look);
  // A colleague whose page has died is said to be writing until somebody looks again.
  setInterval(() => {
    const pause = document.querySelector(".presence-writing") ? AGAIN_MS / 2 : AGAIN_MS;
    if (Date.now() - saidAt > pause) say();
  }, 2500);
  look();
})();
