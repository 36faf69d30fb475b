// form[data-reset] is empty again once what it held has been taken.
(() => {
  document.addEventListener("htmx:finally:request", (event) => {
    const { sourceElement, response } = event.detail.ctx;
    const form = sourceElement?.closest?.("form[data-reset]");
    if (form && response?.status < 300) form.reset();
  });
})();
