/* The list message as a sheet at the bottom of the phone: one tap answers. */

import { byId, make } from "./dom.js";

export function openList(message, reply) {
  const { action = {} } = message.content;
  byId("sheet-title").textContent = action.button || "Opções";
  const sheet = byId("sheet");
  const rows = byId("sheet-rows");
  rows.replaceChildren(...(action.sections || []).flatMap((section) => sectionOf(section)));
  rows.onclick = (event) => {
    const row = event.target.closest("button")?.row;
    if (!row) return;
    sheet.close();
    reply({
      type: "list_reply",
      id: row.id,
      title: row.title,
      description: row.description,
      context_id: message.id,
      number_id: message.number_id,
    });
  };
  place(sheet);
  sheet.showModal();
  rows.scrollTop = 0;
  rows.querySelector("button")?.focus();
}

function sectionOf(section) {
  const title = section.title ? [make("h3", {}, section.title)] : [];
  return [...title, ...(section.rows || []).map((row) =>
    make("button", { type: "button", className: "row", row },
      make("span", { className: "row-words" }, make("b", {}, row.title),
        row.description ? make("small", {}, row.description) : null),
      make("span", { className: "ring", "aria-hidden": "true" })))];
}

/** The sheet belongs to the phone, wherever that stands in the window. */
function place(sheet) {
  const box = byId("phone").getBoundingClientRect();
  sheet.style.left = `${box.left}px`;
  sheet.style.width = `${box.width}px`;
  sheet.style.bottom = `${Math.max(0, innerHeight - box.bottom)}px`;
  sheet.style.maxHeight = `${Math.round(box.height * 0.8)}px`;
}

addEventListener("resize", () => { if (byId("sheet").open) place(byId("sheet")); });
