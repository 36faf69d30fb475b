// The agenda hears of bookings and blocks (live.js) and draws itself anew: at once, but not
// while something is dragged or a dialog is open; then as soon as that is over.
(() => {
  const WAIT_MS = 200;
  const AGAIN_MS = 400;
  let isStale = false;
  let timer = 0;

  const isBusy = () => document.querySelector("dialog[open], #agenda-whole:popover-open, .ec-preview, .ec-ghost, .ec-dragging, .ec-resizing, .ec-selecting");
  function look() {
    if (!isStale || document.hidden) return;
    if (isBusy()) {
      timer = setTimeout(look, AGAIN_MS);
      return;
    }
    isStale = false;
    document.dispatchEvent(new CustomEvent("agenda:changed"));
  }
  document.addEventListener("live:change", ({ detail }) => {
    if (!detail.everything && !detail.agenda) return;
    isStale = true;
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MS);
  });
  document.addEventListener("visibilitychange", look);
})();
