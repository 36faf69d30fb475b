// textarea[data-draft="key"]: what is typed survives a reload and is forgotten when it is
// sent (the form's request succeeds) or when the person logs out.
(() => {
  const PREFIX = "draft:";
  const fields = (within) => within.querySelectorAll("textarea[data-draft]");
  const key = (field) => PREFIX + field.dataset.draft;

  function restore(within) {
    for (const field of fields(within)) if (!field.value) field.value = localStorage.getItem(key(field)) ?? "";
  }
  document.addEventListener("input", (event) => {
    if (!event.target.matches("textarea[data-draft]")) return;
    if (event.target.value) localStorage.setItem(key(event.target), event.target.value);
    else localStorage.removeItem(key(event.target));
  });
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail;
    if (ctx.response.status >= 400 || !ctx.sourceElement.matches?.("form")) return;
    for (const field of fields(ctx.sourceElement)) localStorage.removeItem(key(field));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-clear-drafts]")) return;
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  });
  document.addEventListener("htmx:after:swap", () => restore(document));
  restore(document);
})();
