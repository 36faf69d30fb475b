/* The drawer: this phone, the switches, what was delivered, starting over. */

import * as api from "./api.js";
import { byId, make } from "./dom.js";
import { phoneOf, timeOf } from "./format.js";
import { switchesFor, toggle, troublesOf } from "./switches.js";
import { templatesPanel } from "./templates.js";

const DAY_S = 86400;

/** `hooks.person()` gives the open person, `hooks.changed()` reloads, `hooks.wiped()` starts over. */
export function startDrawer(hooks) {
  const drawer = byId("drawer");
  let fadeAt;
  const said = (text) => {
    byId("saved").textContent = text;
    clearTimeout(fadeAt);
    fadeAt = setTimeout(() => { byId("saved").textContent = ""; }, 2500);
  };
  const trying = async (work) => {
    try {
      await work();
      said("Salvo");
    } catch {
      said("Não deu para salvar");
    }
  };
  const drawSwitches = (settings) => byId("switches").replaceChildren(...switchesFor(settings, save));
  const save = (change) => trying(async () => showTroubles(await api.saveSettings(change)));
  const drawTemplates = (templates) => byId("templates").replaceChildren(...templatesPanel(templates,
    (id, status) => trying(() => api.decideTemplate(id, { status }))));
  const drawPerson = () => byId("person-panel").replaceChildren(
    ...personPanel(hooks.person(), (change) => trying(async () => {
      await api.changePerson(hooks.person().id, change);
      await hooks.changed();
      if ("last_wrote_hours_ago" in change) drawPerson();
    }), trying));

  document.addEventListener("click", async (event) => {
    if (!event.target.closest("[data-open-drawer]")) return;
    drawPerson();
    drawer.showModal();
    drawer.querySelector(".drawer-body").scrollTop = 0;
    showLog();
    try {
      drawSwitches(await api.readSettings());
      drawTemplates(await api.listTemplates());
    } catch { said("Sem conexão"); }
  });
  byId("defaults").addEventListener("click", () => trying(async () => {
    const settings = await api.defaultSettings();
    drawSwitches(settings);
    showTroubles(settings);
  }));
  byId("reset").addEventListener("click", () => byId("reset-dialog").showModal());
  byId("reset-go").addEventListener("click", () => trying(async () => {
    await api.reset();
    byId("reset-dialog").close();
    drawer.close();
    await hooks.wiped();
  }));
}

function personPanel(person, change, trying) {
  if (!person) return [];
  const wrote = Math.max(0, ...Object.values(person.last_wrote_at || {}));
  const isOpen = Date.now() / 1000 - wrote < DAY_S;
  const text = make("input", { name: "text", maxLength: 1000, required: true, placeholder: "Resposta do salão", autocomplete: "off", "aria-label": "Resposta do salão" });
  const echo = make("form", { className: "inline", onsubmit: (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (words) trying(async () => { await api.answerAsSalon({ customer_id: person.id, text: words }); text.value = ""; });
  } }, text, make("button", { className: "ghost", type: "submit" }, "Enviar"));
  return [
    make("h3", {}, `O celular de ${person.name}`),
    make("dl", { className: "facts" }, ...facts(person, wrote, isOpen)),
    make("button", { type: "button", className: "ghost", disabled: !isOpen, onclick: () => change({ last_wrote_hours_ago: 25 }) },
      "Fechar a janela de 24 horas"),
    toggle("Está no aplicativo", "Desligado: o envio falha com o erro 131026.", person.on_whatsapp, (e) => change({ on_whatsapp: e.target.checked })),
    toggle("Esconde o número", "O salão recebe só um código.", person.hides_number, (e) => change({ hides_number: e.target.checked })),
    toggle("Conta sem o nono dígito", "", person.lacks_ninth_digit, (e) => change({ lacks_ninth_digit: e.target.checked })),
    toggle("Parou de receber promoções", "Modelos de marketing falham com o erro 131050.", person.opted_out, (e) => change({ opted_out: e.target.checked })),
    make("h4", {}, "Responder como o salão"),
    make("p", { className: "hint" }, "Como quem responde pelo aplicativo no celular do salão. O robô deve se calar."),
    echo,
  ];
}

function facts(person, wrote, isOpen) {
  const window = isOpen ? `aberta até ${timeOf(wrote + DAY_S)}` : "fechada";
  return [
    ["Número", phoneOf(person.phone) || "—"],
    ["O salão vê", person.hides_number ? "só o código abaixo" : person.wa_id],
    ["Código", person.user_id],
    ["Janela de 24 horas", window],
  ].flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]);
}

/** Mark on the page that something is made to go wrong. */
export function showTroubles(settings) {
  const normal = { outage: "none", throttle_per_second: 0, pair_rate: false, token_expired: false,
    duplicates: false, reorders: false, batch_size: 1, status_before_response: false,
    sends_statuses: true, hides_numbers: false, wrong_signature: false, ascii_escaped: true };
  const found = troublesOf(settings, normal);
  byId("trouble").hidden = byId("trouble-dot").hidden = found.length === 0;
  byId("trouble").textContent = found.length ? `Ligado nos ajustes: ${found.join(", ")}.` : "";
}

/** Shows the newest deliveries; in words what is wrong with the last, "" when all is well. */
export async function showLog() {
  const { log, verified } = await api.readLog();
  byId("verified").textContent = verified
    ? "O endereço do salão foi verificado."
    : "O endereço do salão ainda não foi verificado: isso acontece na primeira mensagem.";
  byId("events").replaceChildren(...log.slice(-40).reverse().map((entry) =>
    make("li", { className: isGood(entry) ? "good" : "bad" },
      make("time", {}, timeOf(entry.at)), make("span", {}, describe(entry)))));
  const last = log.at(-1);
  return !last || isGood(last) ? "" : complaintOf(last, verified ? null : log.findLast((entry) => entry.event === "handshake"));
}

function complaintOf(last, handshake) {
  if (handshake?.status) return "O salão não confirmou o endereço (token de verificação errado): nada é entregue.";
  const what = last.status ? `recusou a última entrega (resposta ${last.status})` : "não respondeu à última entrega";
  return `O salão ${what}. O simulador tenta de novo sozinho.`;
}

const isGood = (entry) =>
  entry.event === "handshake" ? Boolean(entry.verified) : entry.status === 200;

function describe(entry) {
  const outcome = entry.error ? `sem resposta (${entry.error})` : `respondeu ${entry.status}`;
  if (entry.event === "handshake") return `Verificação do endereço: ${entry.verified ? "confirmada" : outcome}`;
  if (entry.event === "policy") return "A página tentou algo que a política de segurança proíbe";
  if (entry.event === "not_delivered") return "Não entregue: o endereço não foi verificado";
  if (entry.event === "given_up") return "Desistiu de entregar depois da última tentativa";
  return `Entrega${entry.size ? ` de ${entry.size} bytes` : ""}: ${outcome}`;
}
