// a[data-panel] shows its page's fragment in the panel: title at once (data-panel-title, else
// its text), a skeleton after 200 ms. The events "panel:open" {url, title} and "panel:close"
// do the same from scripts and from HX-Trigger.
(() => {
  const panel = document.getElementById("panel");
  const title = document.getElementById("panel-title");
  const content = document.getElementById("panel-content");
  const fill = (id) => content.replaceChildren(document.getElementById(id).content.cloneNode(true));
  let last = null;

  async function open(url, name) {
    last = { url, name };
    title.textContent = name;
    content.replaceChildren();
    if (!panel.open) panel.showModal();
    title.focus();
    const skeleton = setTimeout(() => fill("panel-loading"), 200);
    let arrived = false;
    const mark = (event) => { arrived ||= event.detail.ctx.response?.status < 400; };
    content.addEventListener("htmx:after:swap", mark);
    await htmx.ajax("GET", url, { source: content, target: content, swap: "innerHTML" });
    clearTimeout(skeleton);
    content.removeEventListener("htmx:after:swap", mark);
    if (!arrived && last?.url === url && panel.open) fill("panel-error");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-panel]");
    if (link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      document.getElementById("palette").close();
      open(link.href, link.dataset.panelTitle || link.textContent.trim());
    }
    if (event.target.closest("[data-retry]")?.closest("#panel") && last) open(last.url, last.name);
  });
  document.addEventListener("panel:open", (event) => open(event.detail.url, event.detail.title ?? ""));
  document.addEventListener("panel:close", () => panel.close());

  document.addEventListener("htmx:after:swap", () => {
    const heading = content.querySelector("[data-panel-heading]")?.dataset.panelHeading;
    if (heading) title.textContent = heading;
  });
  content.addEventListener("htmx:after:swap", () => content.querySelector("[autofocus]")?.focus());
  panel.addEventListener("close", () => { last = null; content.replaceChildren(); });
})();
