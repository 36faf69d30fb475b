// The palette filters its own entries at once; htmx adds what the server finds, and before a
// word is typed what the person has looked at last.
(() => {
  const dialog = document.getElementById("palette");
  const input = document.getElementById("palette-input");
  const list = document.getElementById("palette-list");
  const found = document.getElementById("palette-found");
  const recent = document.getElementById("palette-recent");
  const none = dialog.querySelector(".palette-none");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const shown = () => [...list.querySelectorAll("[role=option]:not([hidden])")];
  let chosen = null;

  function choose(option) {
    chosen?.setAttribute("aria-selected", "false");
    chosen = option ?? null;
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) {
      chosen.id ||= `palette-${Math.random().toString(36).slice(2)}`;
      input.setAttribute("aria-activedescendant", chosen.id);
    } else input.removeAttribute("aria-activedescendant");
  }

  function filter() {
    const wanted = plain(input.value.trim());
    for (const option of list.querySelectorAll("[role=option]")) {
      if (recent.contains(option)) option.hidden = Boolean(wanted);
      else if (!found.contains(option)) option.hidden = !plain(option.querySelector(".palette-label").textContent).includes(wanted);
    }
    recent.hidden = Boolean(wanted);
    if (!wanted) found.replaceChildren();
    none.hidden = shown().length > 0;
    choose(shown()[0]);
  }

  input.addEventListener("input", filter);
  found.addEventListener("htmx:after:swap", filter);
  recent.addEventListener("htmx:after:swap", filter);
  dialog.addEventListener("dialog:open", () => { input.value = ""; filter(); input.focus(); });
  input.addEventListener("keydown", (event) => {
    const options = shown();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      choose(options[(options.indexOf(chosen) + step + options.length) % options.length]);
    } else if (event.key === "Enter" && chosen && !event.isComposing) {
      event.preventDefault();
      chosen.click();
    }
  });
  // The request is the field's, so the list where its answer lands hears no event of htmx.
  new MutationObserver(filter).observe(found, { childList: true });
})();
