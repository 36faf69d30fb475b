// A span that was drawn in the calendar: a small menu beside the pointer offers to book or to
// block it ("agenda:span" {bookUrl, blockUrl, said, x, y}). Both have their button above the
// calendar, where a keyboard reaches them.
(() => {
  const MARGIN = 8;
  const isMenu = (target) => target.id === "agenda-span";
  const within = (wanted, size, most) => `${Math.max(MARGIN, Math.min(wanted, most - size - MARGIN))}px`;

  function show({ bookUrl, blockUrl, said, x, y }) {
    const menu = document.getElementById("agenda-span");
    const [book, block] = menu.querySelectorAll("a");
    book.href = bookUrl;
    block.href = blockUrl;
    menu.querySelector("[data-said]").textContent = said;
    menu.showPopover();
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = within(x, width, innerWidth);
    menu.style.top = within(y, height, innerHeight);
    book.focus();
  }

  // Later, for the click that ends the drag would close the menu at once.
  document.addEventListener("agenda:span", ({ detail }) => setTimeout(() => show(detail)));
  document.addEventListener("click", (event) => {
    if (event.target.closest("#agenda-span a")) document.getElementById("agenda-span").hidePopover();
  });
  document.addEventListener("toggle", (event) => {
    if (isMenu(event.target) && event.newState === "closed") document.dispatchEvent(new CustomEvent("agenda:span-left"));
  }, true);
})();
