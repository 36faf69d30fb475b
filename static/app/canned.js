// "/" at the start of an answer, or the button, opens the ready answers; typing narrows them,
// arrows, Enter and Escape drive them. What could not be filled in is selected and named.
(() => {
  const box = () => document.getElementById("canned");
  const field = () => document.getElementById("reply_text");
  const options = () => [...(box()?.querySelectorAll("[data-canned]") ?? [])];
  const shown = () => options().filter((option) => !option.hidden);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const isOpen = () => box()?.hidden === false;

  function say(missing) {
    const line = document.getElementById("canned-missing");
    if (line) line.textContent = missing ? `${line.dataset.text} ${missing}` : "";
  }
  function choose(option) {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (!option) return field().removeAttribute("aria-activedescendant");
    field().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function narrow() {
    const typed = field().value.startsWith("/") ? plain(field().value.slice(1)) : "";
    for (const option of options()) option.hidden = !plain(option.dataset.search).includes(typed);
    choose(shown()[0]);
  }
  function open() {
    if (isOpen()) return narrow();
    box().hidden = false;
    htmx.trigger(box(), "canned:open");
  }
  function close() {
    if (box()) box().hidden = true;
    field()?.removeAttribute("aria-activedescendant");
  }
  function write(option) {
    const text = option.dataset.canned;
    if (field().value.startsWith("/")) field().value = "";
    const start = field().selectionStart;
    field().setRangeText(text, start, field().selectionEnd, "end");
    close();
    field().focus();
    const gap = option.dataset.missing ? text.indexOf("[") : -1;
    if (gap >= 0) field().setSelectionRange(start + gap, start + text.indexOf("]", gap) + 1);
    field().dispatchEvent(new Event("input", { bubbles: true }));
    say(option.dataset.missing);
  }

  document.addEventListener("input", (event) => {
    if (event.target.id !== "reply_text" || !box()) return;
    if (!event.target.value.includes("[")) say("");
    if (/^\/[^\s/]*$/.test(event.target.value)) open();
    else close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.id !== "reply_text" || !isOpen()) return;
    const list = shown();
    const at = list.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") close();
    else if (!list.length) return;
    else if (step) choose(list[(at + step + list.length) % list.length]);
    else if (event.key === "Enter") write(list[Math.max(at, 0)]);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("click", (event) => {
    if (!field()) return; // the 24 hours have passed meanwhile
    const option = event.target.closest?.("[data-canned]");
    if (option) return write(option);
    if (!event.target.closest?.("#canned-open")) return;
    if (isOpen()) return close();
    field()?.focus();
    open();
  });
  document.addEventListener("htmx:after:swap", () => { if (isOpen() && field()) narrow(); });
})();
