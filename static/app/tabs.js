// On a phone the row of tabs is longer than the screen: the open one is brought into sight.
(() => {
  const tab = document.querySelector(".page-tabs [aria-current]");
  const row = tab?.parentElement;
  if (row && row.scrollWidth > row.clientWidth) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
})();
