// Toasts: from the page (Django messages), from the event "toast"
// {text, level, undo: url, open: {url, title}} (HX-Trigger; `open` is a panel to show), or from
// scripts with {text, level, retry: function}.
(() => {
  const LIFE_MS = 6000;
  const MOST = 3;
  const region = document.getElementById("toasts");
  const template = document.getElementById("toast-template");

  function keep(card) {
    if (card.dataset.level === "error") return;
    let timer = setTimeout(() => card.remove(), LIFE_MS);
    const stay = () => clearTimeout(timer);
    const go = () => { stay(); timer = setTimeout(() => card.remove(), LIFE_MS); };
    for (const name of ["pointerenter", "focusin"]) card.addEventListener(name, stay);
    for (const name of ["pointerleave", "focusout"]) card.addEventListener(name, go);
  }

  function show({ text, level = "info", undo = "", open = null, retry = null }) {
    const card = template.content.firstElementChild.cloneNode(true);
    card.dataset.level = level;
    card.querySelector(".toast-words").textContent = text;
    const action = card.querySelector("[data-toast-action]");
    if (undo || open || retry) {
      action.hidden = false;
      action.textContent = open?.title ?? (undo ? region.dataset.undo : region.dataset.retry);
      action.addEventListener("click", () => {
        card.remove();
        if (retry) retry();
        else if (open) document.dispatchEvent(new CustomEvent("panel:open", { detail: open }));
        else htmx.ajax("POST", undo, { source: region, target: region, swap: "none" });
      });
    }
    region.append(card);
    while (region.children.length > MOST) region.firstElementChild.remove();
    keep(card);
  }

  // Behind an open modal dialog nothing can be read or pressed: the region moves into it.
  function settle() {
    const open = [...document.querySelectorAll("dialog[open]")].pop();
    const home = open ?? document.body;
    if (region.parentElement !== home) home.append(region);
  }

  for (const card of region.querySelectorAll("[data-toast]")) keep(card);
  document.addEventListener("click", (event) => event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove());
  document.addEventListener("close", settle, true);
  document.addEventListener("toast", (event) => { settle(); show(event.detail); });
})();
