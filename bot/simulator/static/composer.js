/* Writing: the text field, the attach menu and the suggestions of an empty chat. */

import { byId, make } from "./dom.js";

const SUGGESTIONS = [
  "Oi",
  "Quero marcar um corte amanhã",
  "Quais são os preços?",
  "Onde vocês ficam?",
  "Quero falar com uma pessoa",
];
const drafts = new Map();

/** `send(body)` is called for everything the person sends. */
export function startComposer(send) {
  const form = byId("composer");
  const text = byId("text");
  const fit = () => {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 132)}px`;
    form.classList.toggle("has-text", text.value.trim() !== "");
  };
  text.addEventListener("input", fit);
  text.addEventListener("keydown", (event) => {
    const types = matchMedia("(pointer: fine)").matches;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !types) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) return;
    text.value = "";
    fit();
    send({ type: "text", text: words });
    text.focus();
  });
  startAttach(send);
  byId("chips").replaceChildren(
    make("p", {}, "Comece a conversa"),
    ...SUGGESTIONS.map((words) =>
      make("button", { type: "button", className: "chip", onclick: () => { send({ type: "text", text: words }); text.focus(); } }, words)));
  return {
    /** What was being written to the salon stays with each person; with nobody, nothing is. */
    switchTo(before, after) {
      text.disabled = !after;
      if (before) drafts.set(before, text.value);
      text.value = drafts.get(after) || "";
      fit();
    },
  };
}

function startAttach(send) {
  const button = byId("attach");
  const menu = byId("attach-menu");
  const open = (is) => {
    menu.hidden = !is;
    button.setAttribute("aria-expanded", String(is));
    if (is) menu.querySelector("button").focus();
  };
  button.addEventListener("click", () => open(menu.hidden));
  menu.addEventListener("click", (event) => {
    const type = event.target.closest("[data-attach]")?.dataset.attach;
    if (!type) return;
    open(false);
    button.focus();
    send({ type });
  });
  document.addEventListener("click", (event) => {
    if (!menu.hidden && !event.target.closest(".attach")) open(false);
  });
  menu.parentElement.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !menu.hidden) {
      open(false);
      button.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || menu.hidden) return;
    event.preventDefault();
    const items = [...menu.children];
    items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
  });
}
