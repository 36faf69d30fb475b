// [data-newest]: a scrolling box that stays at its end when something is added to it.
// form[data-clears]: its text is emptied once it has been sent.
(() => {
  const toEnd = () => {
    for (const box of document.querySelectorAll("[data-newest]")) box.scrollTop = box.scrollHeight;
  };
  document.addEventListener("htmx:after:swap", (event) => {
    const { sourceElement, response } = event.detail.ctx;
    if (sourceElement?.matches?.("[data-clears]") && response.status < 400) sourceElement.elements.text.value = "";
    toEnd();
  });
  toEnd();
})();
