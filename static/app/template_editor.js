// Writing a template: only the fields that its header and buttons need are shown, a button
// puts the next variable where the cursor is.
(() => {
  const form = document.querySelector("[data-template-editor]");
  if (!form) return;
  const tell = (field) => {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const header = form.elements.header_kind;
  const shown = (part, visible) => { part.hidden = !visible; };
  function showHeader() {
    for (const part of form.querySelectorAll("[data-header]")) {
      shown(part, part.dataset.header.split(" ").includes(header.value));
    }
  }
  header.addEventListener("change", showHeader);
  form.elements.header_file.addEventListener("change", (event) => {
    form.elements.has_file.value = event.target.files.length ? "1" : "";
  });

  const group = form.querySelector(".template-buttons");
  const rows = [...group.querySelectorAll("[data-row]")];
  const add = group.querySelector("[data-add-row]");
  const words = { URL: group.dataset.link, PHONE_NUMBER: group.dataset.phone, COPY_CODE: group.dataset.code };
  const kindOf = (row) => row.querySelector("select");
  function showRow(row) {
    const kind = kindOf(row).value;
    shown(row, kind !== "" || row.dataset.open === "1");
    shown(row.querySelector("[data-title]"), kind !== "" && kind !== "COPY_CODE");
    shown(row.querySelector("[data-value]"), kind in words);
    row.querySelector("[data-value] label").textContent = words[kind] ?? "";
    row.querySelector("[data-remove-row]").hidden = false;
    add.hidden = rows.every((one) => !one.hidden);
  }
  for (const row of rows) {
    kindOf(row).addEventListener("change", () => showRow(row));
    row.querySelector("[data-remove-row]").addEventListener("click", () => {
      for (const field of row.querySelectorAll("select, input")) field.value = "";
      delete row.dataset.open;
      rows.forEach(showRow);
      tell(kindOf(row));
      add.focus();
    });
  }
  add.addEventListener("click", () => {
    const row = rows.find((one) => one.hidden);
    if (!row) return;
    row.dataset.open = "1";
    kindOf(row).value = "QUICK_REPLY";
    showRow(row);
    tell(kindOf(row));
    row.querySelector("[data-title] input").focus();
  });

  form.querySelector("[data-add-variable]").addEventListener("click", () => {
    const body = form.elements.body;
    const numbers = [...body.value.matchAll(/\{\{\s*(\d+)\s*\}\}/g)].map((found) => Number(found[1]));
    const next = `{{${Math.max(0, ...numbers) + 1}}}`;
    body.setRangeText(next, body.selectionStart, body.selectionEnd, "end");
    body.focus();
    tell(body);
  });

  showHeader();
  rows.forEach(showRow);
})();
