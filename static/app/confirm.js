// [data-confirm="question"] asks before its click goes through. data-confirm-verb is the
// button, data-confirm-text the consequence, data-confirm-message what the customer will
// receive, data-confirm-tone="danger" for what cannot be taken back.
// A submit button has its question as name="unasked" value="question" and a bare data-confirm:
// sent along, the field makes the server ask; so its name is taken away here.
// Loaded in the head and not deferred: no button may be clickable before it listens.
(() => {
  const part = (name) => document.getElementById(`confirm-${name}`);
  let waiting = null;
  let allowed = null;

  function ask() {
    const dialog = document.getElementById("confirm");
    const { confirm, confirmVerb, confirmText = "", confirmMessage = "", confirmTone = "" } = waiting.dataset;
    part("title").textContent = confirm || waiting.value;
    part("text").textContent = confirmText;
    part("text").hidden = !confirmText;
    part("message").textContent = confirmMessage;
    part("message").parentElement.hidden = !confirmMessage;
    part("act").textContent = confirmVerb || waiting.textContent.trim();
    dialog.dataset.tone = confirmTone;
    dialog.showModal();
  }

  function go() {
    document.getElementById("confirm").close();
    allowed = waiting;
    if (allowed?.name === "unasked") allowed.removeAttribute("name");
    allowed?.click();
    allowed = waiting = null;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("#confirm-act")) {
      go();
      return;
    }
    const asked = event.target.closest("[data-confirm]");
    if (!asked || asked === allowed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const isFirst = !waiting;
    waiting = asked;
    if (document.getElementById("confirm")) ask();
    else if (isFirst) document.addEventListener("readystatechange", ask, { once: true });
  }, true);
})();
