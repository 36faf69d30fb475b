// A part of a visit was dropped at another time: a small menu beside the pointer asks whether
// the rest comes along ("agenda:whole" {x, y, whole, one, none}: functions to call). Closing
// it leaves everything where it was. The form "Mudar a visita inteira" does the same.
(() => {
  const MARGIN = 8;
  const within = (wanted, size, most) => `${Math.max(MARGIN, Math.min(wanted, most - size - MARGIN))}px`;
  let asked = null;

  function show(detail) {
    const menu = document.getElementById("agenda-whole");
    asked = detail;
    menu.showPopover();
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = within(detail.x, width, innerWidth);
    menu.style.top = within(detail.y, height, innerHeight);
    menu.querySelector("[data-whole]").focus();
  }

  function answer(name) {
    const choice = asked?.[name];
    asked = null;
    document.getElementById("agenda-whole").hidePopover();
    choice?.();
  }

  // Later, for the click that ends the drag would close the menu at once.
  document.addEventListener("agenda:whole", ({ detail }) => setTimeout(() => show(detail)));
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("#agenda-whole button");
    if (button) answer(["whole", "one"].find((name) => name in button.dataset) ?? "none");
  });
  document.addEventListener("toggle", ({ target, newState }) => {
    if (target.id === "agenda-whole" && newState === "closed" && asked) answer("none");
  }, true);
})();
