/* The conversation of one person: bubbles in order, kept in step with the simulator. */

import { bubble, setMeta, setReactions } from "./bubbles.js";
import { byId, make } from "./dom.js";
import { dayOf } from "./format.js";

const NEAR_PX = 80;

/** A reaction is shown on the message that it is about, when that is here. */
const isOnAnother = ({ type, status, content }, present) =>
  type === "reaction" && status !== "failed" && present.has(content.message_id);

/** Message id -> (who -> emoji): the newest of each side, none when it was taken back. */
function reactionsOf(messages, present) {
  const found = new Map();
  for (const message of messages.filter((one) => isOnAnother(one, present))) {
    const { message_id: target, emoji } = message.content;
    const sides = found.get(target) || found.set(target, new Map()).get(target);
    if (emoji) sides.set(message.direction, emoji);
    else sides.delete(message.direction);
  }
  return found;
}

/** Draws into #log; `act` is handed to the bubbles. */
export class Chat {
  #log = byId("log");
  #jump = byId("jump");
  #shown = new Map();
  #act;
  #wasNear = true;

  constructor(act) {
    this.#act = act;
    this.#jump.addEventListener("click", () => this.scrollDown(true));
    this.#log.addEventListener("scroll", () => {
      this.#wasNear = this.#isNearEnd();
      if (this.#wasNear) this.#jump.hidden = true;
    });
    // A keyboard that opens or a window that shrinks must not hide the newest message.
    new ResizeObserver(() => { if (this.#wasNear) this.scrollDown(); }).observe(this.#log);
  }

  clear() {
    this.#shown.clear();
    this.#log.replaceChildren();
    this.#jump.hidden = true;
  }

  get isEmpty() { return !this.#log.querySelector(".bubble, .note"); }

  /** Every message of the chat in order, the customer's unsent ones last. */
  show(messages, { isFirst = false } = {}) {
    const wasNear = isFirst || this.#isNearEnd();
    this.#log.setAttribute("aria-busy", String(isFirst));
    const byMessageId = new Map(messages.map((message) => [message.id, message]));
    const reactions = reactionsOf(messages, byMessageId);
    let grew = false;
    let last = null;
    let day = "";
    for (const message of messages) {
      if (message.direction === "out" && message.status === "accepted") continue;
      if (isOnAnother(message, byMessageId)) continue;
      const its = dayOf(message.at);
      if (its !== day) {
        day = its;
        last = this.#place(`day-${day}`, last, () => make("p", { className: "day" }, make("span", {}, its)));
      }
      const known = this.#shown.has(message.id);
      last = this.#message(message, byMessageId.get(message.context_id), last);
      setReactions(last, [...(reactions.get(message.id)?.values() || [])]);
      grew ||= !known;
    }
    this.#forget(byMessageId);
    this.#log.removeAttribute("aria-busy");
    if (!grew) return;
    if (wasNear || messages.at(-1)?.direction === "in") this.scrollDown(!isFirst);
    else this.#jump.hidden = false;
  }

  scrollDown(smooth = false) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#log.scrollTo({ top: this.#log.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
    this.#jump.hidden = true;
  }

  /** Keep the end in sight when something below the log changes its height. */
  holdEnd(change) {
    const near = this.#isNearEnd();
    change();
    if (near) this.scrollDown();
  }

  #message(message, quoted, last) {
    const kind = message.status === "failed" ? "note" : "bubble";
    const known = this.#shown.get(message.id);
    if (known && known.dataset.kind !== kind) this.#drop(message.id);
    const item = this.#place(message.id, last, () => bubble(message, quoted, this.#act));
    item.dataset.kind = kind;
    if (item.dataset.status !== message.status) {
      item.dataset.status = message.status;
      setMeta(item, message);
    }
    return item;
  }

  #place(key, last, create) {
    let item = this.#shown.get(key);
    if (!item) {
      item = create();
      this.#shown.set(key, item);
    }
    const wanted = last ? last.nextSibling : this.#log.firstChild;
    if (item !== wanted) this.#log.insertBefore(item, wanted);
    return item;
  }

  #forget(present) {
    for (const key of [...this.#shown.keys()]) {
      if (!key.startsWith("day-") && !present.has(key)) this.#drop(key);
    }
  }

  #drop(key) {
    this.#shown.get(key)?.remove();
    this.#shown.delete(key);
  }

  #isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }
}
