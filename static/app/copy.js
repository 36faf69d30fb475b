// button[data-copy="id of a field"] puts its text on the clipboard, [data-copy-text] its own, and
// says so (data-copied). Without a safe address browsers give no clipboard: then the text of a
// field is selected for Ctrl C.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-text]");
  if (!button) return;
  const field = button.dataset.copy ? document.getElementById(button.dataset.copy) : null;
  field?.select();
  try {
    await navigator.clipboard.writeText(field ? field.value : button.dataset.copyText);
  } catch {
    if (!field || !document.execCommand("copy")) return;
  }
  document.dispatchEvent(new CustomEvent("toast", { detail: { text: button.dataset.copied, level: "success" } }));
});
