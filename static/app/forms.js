// Forms: one send at a time with a spinner in the button, focus on the first bad field,
// form[data-autosubmit] sends itself when a filter changes.
(() => {
  const sends = (form) => form.method === "post" || form.hasAttribute("hx-post");

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!sends(form)) return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = "1";
    const button = event.submitter ?? form.querySelector("[type=submit]");
    button?.setAttribute("aria-busy", "true");
  }, true);

  function rest(form) {
    delete form.dataset.sending;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
  document.addEventListener("htmx:finally:request", (event) => {
    const form = event.detail.ctx.sourceElement?.closest?.("form");
    if (form) rest(form);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(rest));

  const firstBad = (within) => within.querySelector("[aria-invalid=true]")?.focus();
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx?.response?.status === 422) firstBad(document);
  });
  document.addEventListener("DOMContentLoaded", () => firstBad(document));

  let timer = 0;
  const submitFilters = (event) => {
    const form = event.target.closest("form[data-autosubmit]");
    if (!form) return;
    clearTimeout(timer);
    timer = setTimeout(() => form.requestSubmit(), event.type === "input" ? 350 : 0);
  };
  document.addEventListener("change", (event) => { if (!event.target.matches("[type=search], [type=text]")) submitFilters(event); });
  document.addEventListener("input", (event) => { if (event.target.matches("[type=search], [type=text]")) submitFilters(event); });
})();
