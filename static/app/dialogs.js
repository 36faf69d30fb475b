// [data-dialog="id"] opens that <dialog>, [data-close] or a click beside it closes it.
// The browser itself keeps focus inside, hears Esc and gives focus back.
(() => {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog);
      if (!dialog.open) dialog.showModal();
      dialog.dispatchEvent(new CustomEvent("dialog:open", { bubbles: true }));
      return;
    }
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog")?.close();
  });

  // A drag that begins inside and ends on the backdrop must not close.
  let pressedOutside = false;
  const beside = (event) => {
    if (!event.target.matches("dialog[open]")) return false;
    const box = event.target.getBoundingClientRect();
    return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
  };
  document.addEventListener("pointerdown", (event) => { pressedOutside = beside(event); });
  document.addEventListener("click", (event) => {
    if (pressedOutside && beside(event)) event.target.close();
    pressedOutside = false;
  });
})();
