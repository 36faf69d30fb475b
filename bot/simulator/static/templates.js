/* The templates of the business: here somebody decides on them as Meta would. */

import { make } from "./dom.js";

const STATUSES = {
  PENDING: "Em análise",
  APPROVED: "Aprovado",
  REJECTED: "Recusado",
  PAUSED: "Pausado",
  DISABLED: "Desativado",
};
const CATEGORIES = { UTILITY: "utilidade", MARKETING: "marketing", AUTHENTICATION: "autenticação" };

/** Section elements; `decide(id, status)` saves a choice and tells the business. */
export function templatesPanel(templates, decide) {
  if (!templates.length) {
    return [make("h3", {}, "Modelos de mensagem"),
      make("p", { className: "hint" }, "O salão ainda não criou nenhum. Eles aparecem aqui para você aprovar, recusar ou pausar.")];
  }
  return [make("h3", {}, "Modelos de mensagem"), ...templates.map((template) => row(template, decide))];
}

function row({ id, name, language, category, status }, decide) {
  const options = Object.entries(STATUSES).map(([key, text]) =>
    make("option", { value: key, selected: key === status }, text));
  const select = make("select", { onchange: () => decide(id, select.value) }, ...options);
  const detail = `${language} · ${CATEGORIES[category] || category.toLowerCase()}`;
  return make("label", { className: "switch choice" }, make("span", {}, name, make("small", {}, detail)), select);
}
