// How long WhatsApp still lets people answer: counted down above the composer from what the
// heading says ([data-window-left], seconds). Said aloud at a few marks only; at zero the thread
// is asked for, which brings what takes the composer's place.
(() => {
  const MARKS = [60, 30, 10, 5, 1]; // minutes
  const SOON_S = 3600;
  const ASK_MS = 3000;
  const ends = new WeakMap(); // heading -> the moment it means
  let lastLeft = Infinity;
  let askedAt = 0;

  function words(left) {
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60), left % 60];
    if (left >= 3600) return minutes ? `${hours} h ${minutes} min` : `${hours} h`;
    return left >= 600 ? `${minutes} min` : `${minutes}:${String(seconds).padStart(2, "0")}`;
  }
  function write(node, text) { if (node && node.textContent !== text) node.textContent = text; }

  function tick() {
    const line = document.getElementById("composer-window");
    const head = document.querySelector("[data-window-left]");
    if (!line) return;
    if (!head) {
      line.hidden = true;
      return;
    }
    if (!ends.has(head)) ends.set(head, Date.now() + Number(head.dataset.windowLeft) * 1000);
    const left = Math.max(0, Math.ceil((ends.get(head) - Date.now()) / 1000));
    line.hidden = false;
    line.classList.toggle("composer-window-soon", left < SOON_S);
    write(line.querySelector("[data-countdown]"), line.dataset.words.replace("{left}", words(left)));
    const mark = MARKS.find((minutes) => left <= minutes * 60 && lastLeft > minutes * 60);
    if (mark && lastLeft !== Infinity) write(document.getElementById("composer-window-said"), line.dataset.words.replace("{left}", `${mark} min`));
    if (left === 0 && Date.now() - askedAt > ASK_MS) { // the server's clock may be a little behind
      askedAt = Date.now();
      document.getElementById("thread").dispatchEvent(new CustomEvent("poll:now", { bubbles: true }));
    }
    lastLeft = left;
  }
  document.addEventListener("htmx:after:swap", tick);
  setInterval(tick, 1000);
  tick();
})();
