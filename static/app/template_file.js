// form[data-template-form] whose header takes a file: what is chosen stands in the bubble, a
// picture as it is, anything else by its name.
(() => {
  const field = () => document.querySelector("[data-template-form] input[type=file]");
  const place = () => document.querySelector("[data-template-media]");
  let shown = { file: null, url: "" };

  function urlOf(file) {
    if (shown.file === file) return shown.url;
    if (shown.url) URL.revokeObjectURL(shown.url);
    shown = { file, url: file?.type.startsWith("image/") ? URL.createObjectURL(file) : "" };
    return shown.url;
  }
  function show() {
    const file = field()?.files[0] ?? null;
    const url = urlOf(file);
    if (!place()) return;
    const picture = place().querySelector("img");
    const words = place().querySelector("span");
    picture.hidden = !url;
    words.hidden = Boolean(url);
    if (url) picture.src = url;
    else if (file) words.lastChild.textContent = file.name;
  }

  document.addEventListener("change", (event) => { if (event.target === field()) show(); });
  document.addEventListener("htmx:after:swap", show);
})();
