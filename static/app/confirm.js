// [data-confirm="question"] asks before its click goes through. data-confirm-verb is the
// button, data-confirm-text the consequence, data-confirm-message what the customer will
// receive, data-confirm-tone="danger" for what cannot be taken back.
(() => {
  const dialog = document.getElementById("confirm");
  const part = (name) => document.getElementById(`confirm-${name}`);
  let waiting = null;
  let allowed = null;

  document.addEventListener("click", (event) => {
    const asked = event.target.closest("[data-confirm]");
    if (!asked || asked === allowed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = asked;
    const { confirm, confirmVerb, confirmText = "", confirmMessage = "", confirmTone = "" } = asked.dataset;
    part("title").textContent = confirm;
    part("text").textContent = confirmText;
    part("text").hidden = !confirmText;
    part("message").textContent = confirmMessage;
    part("message").parentElement.hidden = !confirmMessage;
    part("act").textContent = confirmVerb || asked.textContent.trim();
    dialog.dataset.tone = confirmTone;
    dialog.showModal();
  }, true);

  part("act").addEventListener("click", () => {
    dialog.close();
    allowed = waiting;
    allowed?.click();
    allowed = waiting = null;
  });
})();
