// [data-newest]: a scrolling box that stays at its end when something is added to it.
(() => {
  const toEnd = () => {
    for (const box of document.querySelectorAll("[data-newest]")) box.scrollTop = box.scrollHeight;
  };
  document.addEventListener("htmx:after:swap", toEnd);
  toEnd();
})();
