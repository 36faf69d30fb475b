// [data-bs-toggle="dropdown"] opens the .dropdown-menu beside it, upwards where there is no room
// below: arrows walk, Escape and a click anywhere close.
(() => {
  const TOGGLE = '[data-bs-toggle="dropdown"]';
  const ITEM = ".dropdown-item:not(:disabled)";
  let open = null;

  const clips = (node) => getComputedStyle(node).overflowY !== "visible";

  function room(menu) {
    let [top, bottom] = [0, innerHeight];
    for (let node = menu.parentElement; node && node !== document.body; node = node.parentElement) {
      if (!clips(node)) continue;
      const box = node.getBoundingClientRect();
      [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
    }
    return [top, bottom];
  }

  function place(toggle, menu) {
    Object.assign(menu.style, { top: "", bottom: "", transform: "" });
    const [top, bottom] = room(menu);
    const [box, button] = [menu.getBoundingClientRect(), toggle.getBoundingClientRect()];
    if (box.bottom > bottom && button.top - top > box.height) {
      Object.assign(menu.style, { top: "auto", bottom: "100%" });
    }
    const aside = Math.min(0, document.documentElement.clientWidth - 4 - box.right) || Math.max(0, 4 - box.left);
    if (aside) menu.style.transform = `translateX(${aside}px)`;
  }

  function close(isBack = false) {
    if (!open) return;
    const { toggle, menu } = open;
    open = null;
    menu.classList.remove("show");
    toggle.classList.remove("show");
    toggle.setAttribute("aria-expanded", "false");
    if (isBack) toggle.focus();
  }

  function show(toggle) {
    close();
    const menu = toggle.parentElement.querySelector(".dropdown-menu");
    open = { toggle, menu };
    menu.dataset.bsPopper = "static";
    menu.classList.add("show");
    toggle.classList.add("show");
    toggle.setAttribute("aria-expanded", "true");
    place(toggle, menu);
  }

  function walk(step) {
    const items = [...open.menu.querySelectorAll(ITEM)].filter((item) => item.offsetParent);
    const here = items.indexOf(document.activeElement);
    const next = here < 0 && step < 0 ? items.length - 1 : here + step;
    items[Math.min(Math.max(next, 0), items.length - 1)]?.focus();
  }

  document.addEventListener("click", (event) => {
    const toggle = event.target.closest(TOGGLE);
    if (!toggle) return close();
    event.preventDefault();
    if (open?.toggle === toggle) close();
    else show(toggle);
  });
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const toggle = event.target.closest?.(TOGGLE);
    if (step && toggle && open?.toggle !== toggle) show(toggle);
    if (!open) return;
    if (step && (toggle || open.menu.contains(event.target))) {
      event.preventDefault();
      event.stopPropagation();
      walk(step);
    }
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    }
  }, true);
  document.addEventListener("focusin", (event) => {
    if (open && !open.menu.contains(event.target) && event.target !== open.toggle) close();
  });
  document.addEventListener("htmx:after:swap", () => {
    if (open && !open.toggle.isConnected) open = null;
  });
})();
