/* Small builders: text always becomes a text node, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with properties and children; `null` children are left out. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name.includes("-") || name === "role") element.setAttribute(name, value);
    else if (name === "data") Object.assign(element.dataset, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A decorative icon of the sprite. */
export function icon(name, css = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", css);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export const byId = (id) => document.getElementById(id);

export function initials(name) {
  const words = name.replace(/[^\p{L}\p{N} ]/gu, "").trim().split(/\s+/);
  return ((words[0] || "?")[0] + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
}

/** A steady colour of six for a person. */
export function tone(key) {
  let sum = 0;
  for (const character of key) sum = (sum * 33 + character.codePointAt(0)) % 997;
  return `tone-${sum % 6}`;
}
