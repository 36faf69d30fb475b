// What went wrong with a request of htmx, said in a toast; 409 and 422 bring their own words.
(() => {
  const words = document.getElementById("toasts").dataset;
  const say = (text, retry) => document.dispatchEvent(new CustomEvent("toast", { detail: { text, level: "error", retry } }));

  function again(ctx) {
    const source = ctx.sourceElement;
    if (!source?.isConnected || source === document.body) return null;
    return () => (source.matches("form") ? source.requestSubmit() : source.matches("input, select, textarea")
      ? source.dispatchEvent(new Event("change", { bubbles: true })) : source.click());
  }

  // A session that ended answers with the login page: go there, and come back after it.
  document.addEventListener("htmx:before:response", (event) => {
    const { raw } = event.detail.ctx.response;
    if (!raw.redirected || new URL(raw.url).searchParams.get("next") === null) return;
    event.preventDefault();
    location.assign(`${new URL(raw.url).pathname}?next=${encodeURIComponent(location.pathname + location.search)}`);
  });

  document.addEventListener("htmx:response:error", (event) => {
    const { ctx } = event.detail;
    const { status } = ctx.response;
    if (ctx.target?.id === "panel-content" && status !== 422 && status !== 409) return; // panel.js shows it
    if (status >= 500 || status === 429) say(words.serverError, again(ctx));
    else if (status === 403 && !ctx.hx?.trigger) say(words.forbidden);
    else if (status === 404) say(words.missing);
    else if ([400, 401, 405, 413].includes(status) && !ctx.hx?.trigger) say(words.rejected);
  });

  document.addEventListener("htmx:error", (event) => {
    const { ctx } = event.detail;
    if (!ctx || ctx.response) return;
    if (ctx.target?.id === "panel-content") return;
    say(words.offline, again(ctx));
  });
})();
