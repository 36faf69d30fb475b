/* The list of phones and the form for a new one. */

import * as api from "./api.js";
import { preview } from "./bubbles.js";
import { byId, initials, make, tone } from "./dom.js";
import { addressOf, whenOf } from "./format.js";

export const face = (person) =>
  make("span", { className: `face ${tone(person.id)}`, "aria-hidden": "true" }, initials(person.name));

/** Redraw the list; focus stays on the person that had it. */
export function showPeople(people, openId, seen) {
  const list = byId("people");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  list.replaceChildren(...people.map((person) => make("li", {}, link(person, openId, seen))));
  if (focused) list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}

function link(person, openId, seen) {
  const last = person.last_message;
  const isOpen = person.id === openId;
  const isNew = !isOpen && last?.direction === "out" && last.position > (seen.get(person.id) ?? 0);
  const entry = make("a", { className: "person", href: `/?customer=${encodeURIComponent(person.id)}` },
    face(person),
    make("span", { className: "person-words" },
      make("b", {}, person.name),
      make("small", {}, last ? `${last.direction === "in" ? "Você: " : ""}${preview(last)}` : addressOf(person))),
    make("span", { className: "person-side" },
      last ? make("time", {}, whenOf(last.at)) : null,
      isNew ? make("span", { className: "unread" }, make("span", { className: "sr" }, "nova mensagem")) : null));
  entry.dataset.id = person.id;
  if (isOpen) entry.setAttribute("aria-current", "page");
  return entry;
}

/** `created(person)` is called when the form made one. */
export function startNewPerson(created) {
  const dialog = byId("person-dialog");
  const form = byId("person-form");
  const phone = form.elements.phone;
  byId("new-person").addEventListener("click", () => {
    form.reset();
    complain("");
    dialog.showModal();
  });
  const complain = (words) => {
    byId("phone-error").textContent = words;
    phone.setAttribute("aria-invalid", String(Boolean(words)));
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let digits = phone.value.replace(/\D/g, "");
    if (digits.length === 10 || digits.length === 11) digits = `55${digits}`;
    if (digits && (digits.length < 10 || digits.length > 15)) {
      complain("Escreva o número com DDD, por exemplo 11 98123-4567.");
      phone.focus();
      return;
    }
    try {
      const person = await api.addPerson({
        name: form.elements.name.value.trim(),
        phone: digits,
        hides_number: form.elements.hides_number.checked,
        lacks_ninth_digit: form.elements.lacks_ninth_digit.checked,
      });
      dialog.close();
      created(person);
    } catch (error) {
      complain(error.status === 409 ? "Já existe um celular com este número." : "Não deu para criar agora. Tente de novo.");
    }
  });
}
