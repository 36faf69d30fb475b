/* The page: which phone is open, what it sends, and staying in step with the simulator. */

import * as api from "./api.js";
import { Chat } from "./chat.js";
import { startComposer } from "./composer.js";
import { byId, initials } from "./dom.js";
import { showLog, showTroubles, startDrawer } from "./drawer.js";
import { addressOf } from "./format.js";
import { showPeople, startNewPerson } from "./people.js";
import { openList } from "./sheet.js";

const PAGE = document.title;
const TYPING_MS = 25_000;
const state = { people: [], openId: null, messages: [], pending: [], changes: -1, epoch: "", since: 0 };
const seen = new Map();
const chat = new Chat({ reply: send, openList: (message) => openList(message, send) });
let writing;
let polling = new AbortController();
let typingEnds;

const person = () => state.people.find((one) => one.id === state.openId);
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const isWide = () => matchMedia("(min-width: 760px)").matches;

function open(id, { push = true, focus = false } = {}) {
  if (id === state.openId && byId("stage").dataset.pane === "chat") return;
  writing.switchTo(state.openId, id);
  Object.assign(state, { openId: id, messages: [], pending: [], changes: -1 });
  byId("stage").dataset.pane = id ? "chat" : "list";
  if (push) history.pushState({}, "", id ? `/?customer=${encodeURIComponent(id)}` : "/");
  chat.clear();
  setTyping(false);
  byId("chips").hidden = true;
  drawPeople();
  polling.abort();
  if (focus && id && matchMedia("(pointer: fine)").matches) byId("text").focus();
}

function drawPeople() {
  const one = person();
  showPeople(state.people, state.openId, seen);
  document.title = one ? `${one.name} · ${PAGE}` : PAGE;
  byId("caption").textContent = one ? `Celular de ${one.name} · ${addressOf(one)}` : "";
  byId("phone").setAttribute("aria-label", one ? `Celular de ${one.name}` : "Conversa");
}

async function send(body) {
  const to = state.openId;
  if (!to) return;
  const number = state.messages.findLast((message) => message.direction === "out")?.number_id;
  const draft = {
    id: `pending-${crypto.randomUUID()}`, direction: "in", at: Date.now() / 1000, status: "pending",
    ...draftOf(body), context_id: body.context_id || "",
  };
  state.pending.push(draft);
  draw();
  try {
    const { id } = await api.write(to, { ...(number && { number_id: number }), ...body });
    draft.sentAs = id;
  } catch {
    draft.status = "undelivered";
  }
  if (to === state.openId) draw();
}

/** What the phone shows until the simulator has the message. */
function draftOf(body) {
  const { type, id, title, description, text } = body;
  if (type === "text") return { type, content: { body: text } };
  if (type === "button") return { type, content: { text: title } };
  if (type.endsWith("_reply")) return { type: "interactive", content: { type, [type]: { id, title, description } } };
  if (type === "location") return { type, content: { latitude: -23.5613, longitude: -46.6565, name: "Avenida Paulista" } };
  if (type === "contacts") return { type, content: { contacts: [{ name: { formatted_name: person().name } }] } };
  return { type, content: {} };
}

function draw(isFirst = false) {
  const known = new Set(state.messages.map((message) => message.id));
  state.pending = state.pending.filter((draft) => !known.has(draft.sentAs));
  chat.show([...state.messages, ...state.pending], { isFirst });
  chat.holdEnd(() => { byId("chips").hidden = !chat.isEmpty || !state.openId; });
  const last = state.messages.at(-1);
  if (last) seen.set(state.openId, last.position);
}

function setTyping(is) {
  clearTimeout(typingEnds);
  if (is) typingEnds = setTimeout(() => setTyping(false), TYPING_MS);
  chat.holdEnd(() => { byId("typing").hidden = !is; });
  byId("presence").textContent = is ? "digitando…" : "conta comercial";
}

async function poll() {
  polling = new AbortController();
  const { signal } = polling;
  const id = state.openId;
  if (!id) {
    await refreshPeople();
    await Promise.race([pause(2000), new Promise((resolve) => signal.addEventListener("abort", resolve))]);
    return;
  }
  const isFirst = state.changes < 0;
  const found = await api.readChat(id, { since: state.changes, wait: isFirst ? 0 : 20, signal });
  if (id !== state.openId) return;
  state.changes = found.changes;
  state.messages = found.messages;
  draw(isFirst);
  setTyping(found.typing);
  await refreshPeople();
}

async function refreshPeople() {
  state.people = await api.listPeople();
  if (state.openId && !person()) open(isWide() ? state.people[0]?.id ?? null : null);
  drawPeople();
  say(await showLog(), true);
}

function say(words, canRetry = false) {
  const notice = byId("notice");
  if (notice.dataset.words === words) return;
  notice.dataset.words = words;
  notice.textContent = words;
  if (!words || !canRetry) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Tentar agora";
  button.addEventListener("click", () => api.retryNow().catch(() => {}));
  notice.append(" ", button);
}

async function live() {
  for (let failures = 0; ;) {
    try {
      await poll();
      failures = 0;
      await pause(120);
    } catch (error) {
      if (error.name === "AbortError") continue;
      if (error.status === 404) { await refreshPeople().catch(() => {}); }
      failures += 1;
      state.changes = Math.min(state.changes, 0);
      say("Sem conexão com o simulador. Tentando de novo…");
      await pause(Math.min(500 * 2 ** failures, 5000));
    }
  }
}

async function showSalon() {
  const [{ app_url: url }, numbers, settings] = await Promise.all([api.about(), api.listNumbers(), api.readSettings()]);
  const name = numbers[0]?.name || "Salão";
  byId("salon-name").textContent = name;
  byId("salon-face").textContent = initials(name);
  if (/^https?:\/\//.test(url)) Object.assign(byId("agenda"), { href: url, hidden: false });
  showTroubles(settings);
}

function startNavigation() {
  const asked = () => new URLSearchParams(location.search).get("customer");
  const fallback = () => (isWide() ? state.people[0]?.id ?? null : null);
  const follow = () => {
    const id = state.people.some((one) => one.id === asked()) ? asked() : fallback();
    if (id !== state.openId) open(id, { push: false });
  };
  addEventListener("popstate", follow);
  byId("people").addEventListener("click", (event) => {
    const entry = event.target.closest("a.person");
    if (!entry || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(entry.dataset.id, { focus: true });
  });
  byId("back").addEventListener("click", () => {
    const from = state.openId;
    open(null);
    byId("people").querySelector(`[data-id="${CSS.escape(from)}"]`)?.focus();
  });
  document.addEventListener("click", (event) => {
    const dialog = event.target.closest("dialog");
    if (event.target.closest("[data-close]") || event.target === dialog) dialog?.close();
  });
  return follow;
}

async function start() {
  writing = startComposer(send);
  startDrawer({
    person,
    changed: refreshPeople,
    wiped: async () => { state.openId = null; seen.clear(); state.people = await api.listPeople(); open(isWide() ? state.people[0]?.id ?? null : null); },
  });
  startNewPerson((created) => { state.people.push(created); open(created.id, { focus: true }); });
  const follow = startNavigation();
  for (;;) {
    try {
      [state.people] = await Promise.all([api.listPeople(), showSalon()]);
      break;
    } catch {
      say("Sem conexão com o simulador. Tentando de novo…");
      await pause(1500);
    }
  }
  say("");
  for (const one of state.people) seen.set(one.id, one.last_message?.position ?? 0);
  drawPeople();
  follow();
  live();
}

start();
