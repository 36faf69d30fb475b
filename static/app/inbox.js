// The inbox: which conversation is open in the list, Enter sends, a reader who has scrolled
// up is told about new messages instead of being moved.
(() => {
  const scroller = () => document.getElementById("thread-scroll");
  const pill = () => document.getElementById("thread-new");
  // The scroll box is reversed: 0 is its end, and it goes below zero upwards.
  const isAtEnd = () => Math.abs(scroller()?.scrollTop ?? 0) < 80;
  const opened = () => document.getElementById("conversation")?.dataset.conversation ?? "";
  const lastId = () => document.querySelector("#thread .bubble:last-of-type")?.id ?? "";
  let shown = opened();
  let last = lastId();
  let wasAtEnd = true;
  let wasWriting = false;

  function mark() {
    for (const link of document.querySelectorAll("[data-talk]")) {
      if (link.dataset.talk === opened()) {
        link.setAttribute("aria-current", "true");
        if (opened() !== shown) link.querySelector(".talk-count")?.remove(); // read by being opened
      }
      else link.removeAttribute("aria-current");
    }
  }
  function toEnd() {
    if (scroller()) scroller().scrollTop = 0;
    if (pill()) pill().hidden = true;
  }

  document.addEventListener("htmx:before:swap", () => {
    wasAtEnd = isAtEnd();
    wasWriting = document.activeElement?.id === "reply_text";
  });
  document.addEventListener("htmx:after:swap", () => {
    mark();
    if (opened() !== shown) {
      shown = opened();
      last = lastId();
      document.getElementById("conversation-title")?.focus();
      return;
    }
    if (wasWriting && document.activeElement === document.body) document.getElementById("reply_text")?.focus();
    if (lastId() === last) return;
    last = lastId();
    if (wasAtEnd || document.querySelector("#thread .bubble:last-of-type.bubble-ours")) toEnd();
    else if (pill()) pill().hidden = false;
  });
  document.addEventListener("click", (event) => { if (event.target.closest("#thread-new")) toEnd(); });
  document.addEventListener("scroll", (event) => {
    if (event.target.id === "thread-scroll" && isAtEnd() && pill()) pill().hidden = true;
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches(".composer-text")) return;
    if (matchMedia("(pointer: coarse)").matches) return; // a phone's Enter is a new line
    event.preventDefault();
    event.target.form.requestSubmit();
  });
})();
