/* Message text as nodes: *bold*, _italic_, ~struck~, `code`, links. Never innerHTML. */

const RULES = [
  [/```([\s\S]+?)```/, "code"],
  [/`([^`\n]+)`/, "code"],
  [/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])/u, "strong"],
  [/(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*[^_\s])_(?![\p{L}\p{N}_])/u, "em"],
  [/(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*[^~\s])~(?![\p{L}\p{N}~])/u, "s"],
];
const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)*_~]/;

/** A fragment that shows `text`. */
export function rich(text) {
  const fragment = document.createDocumentFragment();
  append(fragment, String(text ?? ""));
  return fragment;
}

function append(parent, text) {
  const hit = firstOf(text);
  if (!hit) {
    parent.append(text);
    return;
  }
  parent.append(text.slice(0, hit.found.index));
  const element = document.createElement(hit.tag);
  if (hit.tag === "a") {
    Object.assign(element, { href: hit.found[0], target: "_blank", rel: "noopener noreferrer" });
    element.textContent = hit.found[0];
  } else if (hit.tag === "code") {
    element.textContent = hit.found[1];
  } else {
    append(element, hit.found[1]);
  }
  parent.append(element);
  append(parent, text.slice(hit.found.index + hit.found[0].length));
}

function firstOf(text) {
  let best = null;
  for (const [pattern, tag] of [[LINK, "a"], ...RULES]) {
    const found = pattern.exec(text);
    if (found && (!best || found.index < best.found.index)) best = { found, tag };
  }
  return best;
}

/** The same text in one plain line, for previews and quotes. */
export const plain = (text) =>
  String(text ?? "").replace(/[*_~`]/g, "").replace(/\s+/g, " ").trim();
