/* The switches of the simulator: saved as soon as they are changed. */

import { make } from "./dom.js";

export const OUTAGES = {
  none: "Funcionando",
  html_503: "Fora do ar (página de erro 503)",
  json_500: "Erro interno (500)",
  lost: "Recebe e nunca responde",
  reset: "Recebe e derruba a conexão",
};

const GROUPS = [
  ["Problemas na API", [
    ["outage", "Estado da API", "O que acontece quando o salão envia."],
    ["throttle_per_second", "Limite de envios por segundo", "0 = sem limite. Acima dele: erro 130429."],
    ["pair_rate", "Limite por conversa", "Um envio a cada 6 s para a mesma pessoa: erro 131056."],
    ["token_expired", "Token vencido", "Todo pedido recebe 401, erro 190."],
  ]],
  ["Problemas nas entregas", [
    ["duplicates", "Entregar em dobro", "Cada aviso chega duas vezes."],
    ["reorders", "Trocar a ordem", "Avisos próximos chegam embaralhados."],
    ["batch_size", "Avisos por entrega", "Até 1000 na mesma entrega."],
    ["status_before_response", "Status antes da resposta", "“Enviada” chega antes da resposta da API."],
    ["hides_numbers", "Esconder os números de todos", "O salão recebe só o código de cada cliente."],
    ["sends_statuses", "Enviar os status", "Enviada, entregue e lida."],
    ["wrong_signature", "Assinatura errada", "O salão deve recusar a entrega."],
    ["ascii_escaped", "Acentos escapados", "Como a Meta escreve; desligado: UTF-8 puro."],
  ]],
  ["Ritmo, em segundos", [
    ["webhook_delay", "Atraso das entregas"],
    ["sent_delay", "Até “enviada”"],
    ["delivered_delay", "Até “entregue”"],
    ["read_delay", "Até “lida”"],
    ["delay_spread", "Variar os tempos", "0 = sempre iguais; 1 = até o dobro, ao acaso."],
    ["template_review_delay", "Análise de um modelo"],
    ["retry_delays", "Pausas entre tentativas", "Separadas por vírgula."],
    ["time_scale", "Multiplicar todos os tempos", "0 = sem espera."],
  ]],
];

/** Section elements for the settings; `save({name: value})` returns a promise. */
export function switchesFor(settings, save) {
  return GROUPS.flatMap(([title, entries]) => [
    make("h3", {}, title),
    ...entries.filter(([name]) => name in settings)
      .map(([name, label, help]) => control(name, label, help, settings[name], save)),
  ]);
}

/** A labelled on/off switch. */
export function toggle(label, help, checked, onchange) {
  const input = make("input", { type: "checkbox", role: "switch", checked, onchange });
  return make("label", { className: "switch" }, words(label, help), input);
}

const words = (label, help) => make("span", {}, label, help ? make("small", {}, help) : null);

function control(name, label, help, value, save) {
  if (typeof value === "boolean") {
    return toggle(label, help, value, (event) => save({ [name]: event.target.checked }));
  }
  if (name === "outage") {
    const options = Object.entries(OUTAGES).map(([key, text]) =>
      make("option", { value: key, selected: key === value }, text));
    const select = make("select", { onchange: () => save({ outage: select.value }) }, ...options);
    return make("label", { className: "field" }, words(label, help), select);
  }
  const isList = Array.isArray(value);
  const input = make("input", isList
    ? { value: value.join(", "), inputMode: "decimal" }
    : { type: "number", min: "0", step: Number.isInteger(value) && /size|second/.test(name) ? "1" : "any", value });
  input.addEventListener("change", () => {
    const numbers = isList ? input.value.split(/[,;\s]+/).filter(Boolean).map(Number) : Number(input.value);
    const isBad = isList ? numbers.some(Number.isNaN) || !numbers.length : input.value === "" || !input.checkValidity();
    input.setAttribute("aria-invalid", String(isBad));
    if (!isBad) save({ [name]: numbers });
  });
  return make("label", { className: "switch number" }, words(label, help), input);
}

/** What is out of the ordinary now, in a few words; empty when all is well. */
export function troublesOf(settings, normal) {
  const names = Object.fromEntries(GROUPS.slice(0, 2).flatMap(([, entries]) => entries));
  return Object.keys(names)
    .filter((name) => name in settings && settings[name] !== normal[name])
    .map((name) => (name === "outage" ? OUTAGES[settings.outage] : names[name]).toLowerCase());
}
