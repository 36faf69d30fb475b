// textarea[data-mentions]: "@" opens the list of colleagues, which arrows, Enter, Tab and
// Escape drive; the one chosen is written into the text.
(() => {
  const list = () => document.getElementById("mention-list");
  const field = () => document.getElementById("note_text");
  const shown = () => [...(list()?.children ?? [])].filter((option) => !option.hidden);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let start = -1;
  let wasWriting = false;

  function choose(option) {
    for (const other of list().children) other.setAttribute("aria-selected", String(other === option));
    field().setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function close() {
    if (list()) list().hidden = true;
    field()?.removeAttribute("aria-activedescendant");
  }
  function look() {
    const before = field().value.slice(0, field().selectionStart);
    const typed = /(?:^|[^\p{L}\p{N}_])@([^@\n]{0,40})$/u.exec(before);
    if (!typed) return close();
    start = before.length - typed[1].length - 1;
    for (const option of list().children) option.hidden = !plain(option.dataset.mention).startsWith(plain(typed[1]));
    if (!shown().length) return close();
    list().hidden = false;
    choose(shown()[0]);
  }
  function write(option) {
    field().setRangeText(`@${option.dataset.mention} `, start, field().selectionStart, "end");
    close();
    field().focus();
    field().dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("input", (event) => { if (event.target.matches("[data-mentions]")) look(); });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !event.target.matches?.("[data-mentions]") || list()?.hidden !== false) return;
    const options = shown();
    const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(options[(at + step + options.length) % options.length]);
    else if (event.key === "Enter" || event.key === "Tab") write(options[Math.max(at, 0)]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("pointerdown", (event) => {
    const option = event.target.closest?.("[data-mention]");
    if (!option) return;
    event.preventDefault(); // the text keeps the focus
    write(option);
  });
  document.addEventListener("focusout", (event) => { if (event.target.matches("[data-mentions]")) close(); });
  document.addEventListener("change", (event) => {
    if (event.target.id === "mode-note") field()?.focus();
    if (event.target.id === "mode-reply") document.getElementById("reply_text")?.focus();
  });
  document.addEventListener("htmx:before:swap", () => { wasWriting = document.activeElement?.id === "note_text"; });
  document.addEventListener("htmx:after:swap", () => {
    if (wasWriting && document.activeElement === document.body) field()?.focus();
  });
})();
