// Runs before the first paint: the cookie decides the theme, else the system does.
(() => {
  const root = document.documentElement;
  const saved = document.cookie.match(/(?:^|; )theme=(light|dark)/);
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  root.dataset.bsTheme = saved ? saved[1] : system;
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${root.dataset.bsTheme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    document.dispatchEvent(new CustomEvent("theme:change", { detail: root.dataset.bsTheme }));
  });
})();
