// [data-hotkey="g a"] (a sequence), "Control+k,/" (alternatives): a hotkey does nothing but
// click a visible button. j and k walk through the [data-list-item] of a [data-list].
(() => {
  const PAUSE_MS = 1000;
  let before = "";
  let timer = 0;

  const typing = (target) => target.closest("input, textarea, select, [contenteditable=true]");
  const keyOf = (event) => `${event.ctrlKey || event.metaKey ? "Control+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
  const buttons = () => {
    const dialog = [...document.querySelectorAll("dialog[open]")].pop();
    return [...(dialog ?? document).querySelectorAll("[data-hotkey]")].filter((button) => button.checkVisibility({ visibilityProperty: true }));
  };
  const find = (keys) => buttons().find((button) => button.dataset.hotkey.split(",").some((one) => one.trim() === keys));

  function walk(step) {
    const list = document.activeElement.closest("[data-list]") ?? document.querySelector("[data-list]");
    const items = [...(list?.querySelectorAll("[data-list-item]") ?? [])];
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const next = items[Math.min(Math.max(at + step, 0), items.length - 1)];
    (next?.matches("a, button, [tabindex]") ? next : next?.querySelector("a, button"))?.focus();
    return Boolean(next);
  }

  document.addEventListener("keydown", (event) => {
    const key = keyOf(event);
    if (event.altKey || event.isComposing || (typing(event.target) && !key.startsWith("Control+"))) return;
    const sequence = before ? `${before} ${key}` : key;
    const button = find(sequence) ?? find(key);
    before = key.length === 1 && !button ? key : "";
    clearTimeout(timer);
    timer = setTimeout(() => { before = ""; }, PAUSE_MS);
    if (button) {
      event.preventDefault();
      button.focus({ preventScroll: true });
      button.click();
    } else if ((key === "j" || key === "k") && !document.querySelector("dialog[open]") && walk(key === "j" ? 1 : -1)) event.preventDefault();
  });

  const sheet = document.getElementById("shortcuts");

  function write() {
    const list = sheet.querySelector("dl");
    for (const old of list.querySelectorAll(":scope > :not([data-always])")) old.remove();
    for (const button of document.querySelectorAll("[data-hotkey]")) {
      if (!button.checkVisibility({ visibilityProperty: true })) continue;
      const term = document.createElement("dt");
      term.textContent = button.getAttribute("aria-label") ?? (button.querySelector("span") ?? button).textContent.trim();
      const keys = document.createElement("dd");
      for (const one of button.dataset.hotkey.split(",").join(" ").replaceAll("Control+", "Ctrl ").split(/\s+/)) {
        const key = document.createElement("kbd");
        key.textContent = one.length === 1 ? one.toUpperCase() : one;
        keys.append(key, " ");
      }
      list.append(term, keys);
    }
  }

  // What is under the sheet may still change while it is open: an answer was on its way.
  const main = document.getElementById("main");
  const observer = new MutationObserver(write);
  sheet.addEventListener("dialog:open", () => {
    write();
    observer.observe(main, { childList: true, subtree: true, attributes: true, attributeFilter: ["class", "hidden", "data-hotkey"] });
  });
  sheet.addEventListener("close", () => observer.disconnect());
})();
