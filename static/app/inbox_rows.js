// The list of conversations, line by line: live news names conversations, the lines of these
// come from data-rows and take their places by time (data-at). Many at once: the whole list.
(() => {
  const WAIT_MS = 150;
  const MOST = 20;
  let wanted = new Set();
  let timer = 0;
  const list = () => document.querySelector("#inbox-rows[data-rows]");

  function fetchRows() {
    const rows = list();
    const ids = [...wanted];
    wanted = new Set();
    if (!rows || !ids.length) return;
    if (ids.length > MOST) rows.dispatchEvent(new CustomEvent("poll:now", { bubbles: true }));
    else {
      const query = ids.map((id) => `id=${id}`).join("&");
      const glue = rows.dataset.rows.includes("?") ? "&" : "?";
      htmx.ajax("GET", `${rows.dataset.rows}${glue}${query}`, { source: document.getElementById("talks"), target: "#talks", swap: "none" });
    }
  }
  document.addEventListener("live:change", (event) => {
    if (!list()) return;
    for (const id of event.detail.conversation ?? []) wanted.add(id);
    clearTimeout(timer);
    timer = setTimeout(fetchRows, WAIT_MS);
  });

  const time = (row) => Number(row.dataset.at);

  // hx-swap="rows": each line into its place, one with data-gone out of the list.
  function place(talks, row) {
    const old = document.getElementById(row.id);
    const hadFocus = old?.contains(document.activeElement);
    const stays = old && old.dataset.at === row.dataset.at;
    if (stays) old.replaceWith(row);
    else {
      old?.remove();
      if ("gone" in row.dataset) return;
      talks.insertBefore(row, [...talks.children].find((other) => time(other) < time(row)) ?? null);
    }
    if (hadFocus) row.querySelector("a")?.focus({ preventScroll: true });
  }
  htmx.registerExtension("rows", {
    handle_swap: (style, target, fragment) => {
      if (style !== "rows") return false;
      const rows = [...fragment.children];
      for (const row of rows) place(target, row);
      if (!target.children.length) list()?.dispatchEvent(new CustomEvent("poll:now", { bubbles: true }));
      return rows.filter((row) => row.isConnected);
    },
  });
})();
