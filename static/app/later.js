// Messages for later: the form takes what stands in the composer, and what is scheduled leaves
// the composer. Its preview is asked for while there is something to be filled in.
(() => {
  const PAUSE_MS = 400;
  const field = () => document.getElementById("reply_text");
  const form = () => document.querySelector(".later-form");
  let timer = 0;
  let taken = null; // what the composer held when the form opened

  function write(value) {
    if (!field()) return;
    field().value = value;
    field().dispatchEvent(new Event("input", { bubbles: true })); // the draft follows
  }
  function look() {
    clearTimeout(timer);
    const text = form()?.querySelector("#later_text");
    if (!text) return;
    const box = document.getElementById("later-preview");
    if (!text.value.includes("{{")) return box.replaceChildren();
    timer = setTimeout(() => {
      htmx.ajax("POST", form().dataset.preview, { source: box, target: box, swap: "outerHTML", values: { text: text.value } });
    }, PAUSE_MS);
  }

  document.addEventListener("htmx:after:swap", () => {
    const opened = form();
    if (!opened || opened.dataset.taken) return;
    opened.dataset.taken = "1";
    const text = opened.querySelector("#later_text");
    if ("laterNew" in opened.dataset && !text.value && taken === null && field()?.value.trim()) {
      taken = field().value;
      text.value = taken;
    }
    text.focus();
    look();
  });
  document.addEventListener("input", (event) => { if (event.target.id === "later_text") look(); });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.response?.status !== 204 || !ctx.sourceElement.matches?.("[data-later-new]")) return;
    if (taken !== null && field()?.value === taken) write("");
  });
  document.getElementById("panel")?.addEventListener("close", () => { taken = null; });
  // Sent, cancelled or scheduled: the thread is looked at again, without waiting for its turn.
  document.addEventListener("scheduled:changed", () => {
    document.getElementById("thread")?.dispatchEvent(new CustomEvent("poll:now", { bubbles: true }));
  });
  look();
})();
