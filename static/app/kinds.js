// Quotes lead to their message, also where it stands further up than the page has loaded.
(() => {
  const MOST_PAGES = 10;
  let quoted = "";
  const seconds = (count) => new Promise((go) => { setTimeout(go, count * 1000); });

  async function find(id) {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const found = document.getElementById(id);
      const more = document.querySelector(".thread-more");
      if (found || !more) return found;
      more.click();
      for (let tries = 0; tries < 20 && more.isConnected; tries += 1) await seconds(0.1);
    }
    return document.getElementById(id);
  }
  function show(bubble) {
    bubble.scrollIntoView({ block: "center" });
    bubble.classList.add("is-target");
    setTimeout(() => bubble.classList.remove("is-target"), 2000);
  }

  document.addEventListener("click", async (event) => {
    const quote = event.target.closest("a[data-jump]");
    if (!quote) return;
    event.preventDefault();
    const bubble = await find(quote.hash.slice(1));
    if (bubble) show(bubble);
  });
  // Which message is answered: the composer is ready to write, and forgets it again.
  document.addEventListener("htmx:after:swap", () => {
    const chosen = document.querySelector("#composer-quote [name=quote]")?.value ?? "";
    if (chosen && chosen !== quoted) document.getElementById("reply_text")?.focus();
    quoted = chosen;
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-quote-remove]")) return;
    event.preventDefault();
    document.getElementById("composer-quote").replaceChildren();
    quoted = "";
    document.getElementById("reply_text").focus();
  });
})();
