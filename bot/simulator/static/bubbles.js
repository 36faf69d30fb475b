/* One message as a bubble. Texts come from the product: always nodes, never markup. */

import { icon, make } from "./dom.js";
import { timeOf } from "./format.js";
import { plain, rich } from "./markup.js";

const NOT_SENT = {
  131047: "O salão tentou escrever, mas a janela de 24 horas está fechada: só um modelo aprovado chega.",
  131026: "O salão tentou escrever, mas este número não está no aplicativo.",
  131050: "O salão tentou escrever, mas esta pessoa parou de receber promoções.",
};

/** The words of a message in one line. */
export function preview(message) {
  const { type, content } = message;
  if (type === "text") return plain(content.body);
  if (type === "interactive") return plain(replyOf(content)?.title ?? content.body?.text);
  if (type === "template") return plain(content.rendered?.text);
  if (type === "button") return plain(content.text);
  if (type === "reaction") return `Reagiu com ${content.emoji || "nada"}`;
  const names = { location: "Localização", image: "Foto", audio: "Áudio", contacts: "Contato" };
  return names[type] || { video: "Vídeo", document: "Arquivo", unsupported: "Enquete" }[type] || "Mensagem";
}

/** The element of a message; `act` answers taps: act.reply(body), act.openList(message). */
export function bubble(message, quoted, act) {
  if (message.direction === "out" && message.status === "failed") return refused(message);
  const mine = message.direction === "in";
  const body = make("div", { className: "bubble-body" });
  if (quoted) body.append(quote(quoted));
  body.append(...contentOf(message));
  const meta = make("span", { className: "meta" });
  body.append(meta);
  const item = make("article", { className: `bubble ${mine ? "mine" : "theirs"}` },
    make("span", { className: "sr" }, mine ? "Cliente: " : "Salão: "), body, ...buttonsOf(message, act));
  item.dataset.id = message.id;
  setMeta(item, message);
  return item;
}

/** The emojis that people put on a message; [] takes them away. */
export function setReactions(item, emojis) {
  const key = emojis.join("");
  if ((item.dataset.reactions || "") === key) return;
  item.dataset.reactions = key;
  item.querySelector(".reactions")?.remove();
  if (!key) return;
  item.querySelector(".bubble-body")?.append(
    make("span", { className: "reactions" }, make("span", { className: "sr" }, "Reação: "), key));
}

/** Time and, for the customer's own messages, how far they got. */
export function setMeta(item, message) {
  const meta = item.querySelector(".meta");
  if (!meta) return;
  const parts = [make("time", { dateTime: new Date(message.at * 1000).toISOString() }, timeOf(message.at))];
  if (message.direction === "in") parts.push(...ticks(message.status));
  meta.replaceChildren(...parts);
}

function ticks(status) {
  const looks = {
    pending: ["clock", "enviando"],
    read: ["ticks", "lida"],
    delivered: ["ticks", "entregue"],
    undelivered: ["alert", "não chegou"],
  };
  const [shape, words] = looks[status] || ["tick", "enviada"];
  return [make("span", { className: `state state-${status || "sent"}` }, words, icon(shape, `tick ${shape}`))];
}

function refused(message) {
  const words = NOT_SENT[message.error] || "O salão tentou escrever, mas a mensagem foi recusada.";
  const item = make("article", { className: "note" }, icon("alert"),
    make("span", {}, `${words} (erro ${message.error || "?"}, ${timeOf(message.at)})`));
  item.dataset.id = message.id;
  return item;
}

function quote(message) {
  return make("div", { className: "quote" },
    make("b", {}, message.direction === "in" ? "Você" : "Salão"),
    make("span", {}, preview(message).slice(0, 90)));
}

const replyOf = (content) => content.button_reply || content.list_reply || null;

function contentOf(message) {
  const { type, content } = message;
  if (type === "text") return [paragraph(content.body)];
  if (type === "interactive") return interactive(content);
  if (type === "template") return template(content.rendered || {});
  if (type === "button") return [paragraph(content.text)];
  if (type === "reaction") return [make("p", { className: "big" }, content.emoji || "—")];
  if (type === "location") return place(content);
  if (type === "image") return [photo(content), ...caption(content)];
  if (type === "audio") return [voice()];
  if (type === "contacts") return people(content);
  if (type === "unsupported") return [tile("poll", "Enquete", "um tipo que a API não entrega")];
  return [tile("file", content.filename || { video: "Vídeo", sticker: "Figurinha" }[type] || "Arquivo"),
    ...caption(content)];
}

function interactive(content) {
  const reply = replyOf(content);
  if (reply) {
    return [paragraph(reply.title), ...(reply.description ? [small(reply.description)] : [])];
  }
  const parts = [];
  if (content.header?.text) parts.push(make("p", { className: "head" }, content.header.text));
  parts.push(paragraph(content.body?.text));
  if (content.footer?.text) parts.push(small(content.footer.text));
  return parts;
}

function template({ header, text, footer }) {
  return [...(header ? [make("p", { className: "head" }, header)] : []), paragraph(text), ...(footer ? [small(footer)] : [])];
}

function buttonsOf(message, act) {
  if (message.direction === "in") return [];
  const { type, content } = message;
  const reply = (name, id, title) => () =>
    act.reply({ type: name, id, title, context_id: message.id, number_id: message.number_id });
  if (type === "template") {
    return (content.rendered?.buttons || []).map((b) => (!b.type || b.type === "QUICK_REPLY"
      ? tap("reply", b.title, reply("button", b.id, b.title))
      : website({ display_text: b.title, url: b.url })));
  }
  if (type !== "interactive") return [];
  const action = content.action || {};
  if (content.type === "list") return [tap("list", action.button, () => act.openList(message), true)];
  if (content.type === "cta_url") return [website(action.parameters || {})];
  if (content.type === "location_request_message") {
    return [tap("pin", "Enviar localização", () => act.reply({ type: "location", context_id: message.id }))];
  }
  return (action.buttons || []).map((b) =>
    tap("reply", b.reply?.title, reply("button_reply", b.reply?.id, b.reply?.title)));
}

function tap(shape, words, onclick, opens = false) {
  const properties = { type: "button", className: "tap", onclick };
  if (opens) properties["aria-haspopup"] = "dialog";
  return make("button", properties, icon(shape), make("span", {}, words || "Responder"));
}

function website({ display_text: words, url }) {
  const safe = /^https?:\/\//.test(url || "") ? url : null;
  return make(safe ? "a" : "span", { className: "tap", ...(safe && { href: safe, target: "_blank", rel: "noopener noreferrer" }) },
    icon("link"), make("span", {}, words || url || "Abrir"));
}

const paragraph = (text) => make("p", { className: "words" }, rich(text));
const small = (text) => make("p", { className: "small" }, text);
const caption = (content) => (content.caption ? [paragraph(content.caption)] : []);

function tile(shape, words, detail = "") {
  return make("p", { className: "tile" }, icon(shape),
    make("span", {}, words, detail && make("small", {}, detail)));
}

/** The picture itself when the simulator has it. */
function photo({ id }) {
  if (!id) return tile("photo", "Foto");
  const image = make("img", { className: "photo", src: `/control/media/${encodeURIComponent(id)}`, alt: "Foto", width: 240, height: 180 });
  image.addEventListener("error", () => image.replaceWith(tile("photo", "Foto")));
  return image;
}

function place(content) {
  const where = `${Number(content.latitude).toFixed(4)}, ${Number(content.longitude).toFixed(4)}`;
  return [make("div", { className: "map" }, icon("pin")), small(content.name ? `${content.name} · ${where}` : where)];
}

function voice() {
  const bars = [5, 9, 14, 8, 12, 17, 10, 6, 13, 16, 9, 5, 11, 7].map((height) => make("i", { className: `h${height}` }));
  return make("p", { className: "voice" }, icon("mic"), make("span", { className: "wave", "aria-hidden": "true" }, ...bars),
    make("span", {}, "Áudio 0:04"));
}

function people(content) {
  return (content.contacts || []).map((c) =>
    tile("person", c.name?.formatted_name || "Contato", c.phones?.[0]?.phone || ""));
}
