// [data-bs-toggle="offcanvas"] slides in what its data-bs-target names; the page behind waits.
(() => {
  const backdrop = Object.assign(document.createElement("div"), { className: "offcanvas-backdrop show" });
  let open = null;

  const behind = (drawer) => [...drawer.parentElement.children].filter((node) => node !== drawer);

  function close() {
    if (!open) return;
    const { drawer, toggle } = open;
    open = null;
    drawer.classList.remove("show");
    drawer.removeAttribute("aria-modal");
    drawer.removeAttribute("role");
    behind(drawer).forEach((node) => { node.inert = false; });
    backdrop.remove();
    toggle.focus();
  }

  function show(toggle) {
    const drawer = document.querySelector(toggle.dataset.bsTarget);
    open = { drawer, toggle };
    drawer.classList.add("show");
    drawer.setAttribute("aria-modal", "true");
    drawer.setAttribute("role", "dialog");
    behind(drawer).forEach((node) => { node.inert = true; });
    document.body.append(backdrop);
    drawer.focus();
  }

  document.addEventListener("click", (event) => {
    const toggle = event.target.closest('[data-bs-toggle="offcanvas"]');
    if (toggle) show(toggle);
    else if (event.target === backdrop || event.target.closest('[data-bs-dismiss="offcanvas"]')) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });
  matchMedia("(min-width: 992px)").addEventListener("change", close);
})();
