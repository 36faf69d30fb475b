// A file in the composer: by the button, pasted or dropped; shown, and taken out again. The
// field has its name only while it holds a file: words alone are sent at once (composer.js).
(() => {
  const MB = 1024 * 1024;
  const form = () => document.querySelector("form[data-composer]");
  const field = () => document.getElementById("reply_file");
  const box = () => document.querySelector("[data-attach]");
  const limitOf = (type) => (type.startsWith("image/") ? 5 * MB : 16 * MB);
  const refused = (file) => {
    if (file.size > limitOf(file.type)) return box().dataset.tooLarge;
    const accepted = field().accept.split(",");
    const fits = accepted.includes(file.type) || accepted.some((one) => one.startsWith(".") && file.name.toLowerCase().endsWith(one));
    return fits ? "" : box().dataset.refused;
  };
  let shown = "";

  function show() {
    if (!field()) return;
    const file = field().files[0];
    const picture = box().querySelector("[data-preview-picture]");
    field().name = file ? "file" : "";
    box().querySelector("[data-preview]").hidden = !file;
    box().querySelector("[data-preview-name]").textContent = file?.name ?? "";
    if (shown) URL.revokeObjectURL(shown);
    shown = file?.type.startsWith("image/") ? URL.createObjectURL(file) : "";
    picture.hidden = !shown;
    if (shown) picture.src = shown;
    else picture.removeAttribute("src");
  }
  function take(files) {
    const file = files[0];
    if (!file || !field()) return;
    const why = refused(file);
    const carrier = new DataTransfer();
    if (why) document.dispatchEvent(new CustomEvent("toast", { detail: { text: why, level: "error" } }));
    else carrier.items.add(file);
    field().files = carrier.files;
    show();
    document.getElementById("reply_text")?.focus();
  }

  document.addEventListener("change", (event) => { if (event.target === field()) take(field().files); });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-preview-remove]")) return;
    field().value = "";
    show();
    document.getElementById("reply_text").focus();
  });
  document.addEventListener("paste", (event) => {
    if (!event.target.closest?.("form[data-composer]") || !event.clipboardData.files.length) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  const isOver = (event) => form() && event.target.closest?.("#conversation") && event.dataTransfer.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    form()?.classList.toggle("is-over", Boolean(isOver(event)));
    if (isOver(event)) event.preventDefault();
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form()?.classList.remove("is-over"); });
  document.addEventListener("drop", (event) => {
    form()?.classList.remove("is-over");
    if (!isOver(event)) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  document.addEventListener("htmx:after:swap", show);
  show();
})();
