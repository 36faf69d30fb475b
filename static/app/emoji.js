// The picker of emoji: its data come when it is opened for the first time (data-url). Words
// narrow it, arrows, Enter and Escape drive it; the one chosen stands where the caret was, in
// the answer or the note. The latest ones are remembered in this browser.
(() => {
  const STORE = "emoji:recent";
  const MOST_RECENT = 24;
  const MOST_FOUND = 200;
  const RECENT = "recent";
  const box = () => document.getElementById("emoji");
  const button = () => document.getElementById("emoji-open");
  const search = () => document.getElementById("emoji-search");
  const grid = () => document.getElementById("emoji-grid");
  const options = () => [...grid().children];
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const isOpen = () => box()?.hidden === false;
  let groups = null; // lists of { sign, label, name, words }, the last two without accents
  let group = "0";

  const target = () => document.getElementById(document.getElementById("mode-note")?.checked ? "note_text" : "reply_text");
  function recent() {
    try {
      const signs = JSON.parse(localStorage.getItem(STORE) ?? "[]");
      return Array.isArray(signs) ? signs : [];
    } catch {
      return [];
    }
  }
  function remember(sign) {
    const signs = [sign, ...recent().filter((other) => other !== sign)].slice(0, MOST_RECENT);
    localStorage.setItem(STORE, JSON.stringify(signs));
  }
  function read(line) {
    const [, sign, label, words] = /^(\S+) ([^|]*)\|?(.*)$/.exec(line);
    return { sign, label, name: plain(label), words: plain(`${label} ${words}`) };
  }
  async function load() {
    if (groups) return;
    const answer = await fetch(box().dataset.url);
    if (!answer.ok) throw new Error(String(answer.status));
    groups = (await answer.json()).map((lines) => lines.map(read));
  }

  function found() {
    const words = plain(search().value).split(/\s+/).filter(Boolean);
    const all = groups.flat();
    if (words.length) {
      const fits = (part) => all.filter((one) => words.every((word) => one[part].includes(word)));
      return [...new Set([...fits("name"), ...fits("words")])].slice(0, MOST_FOUND);
    }
    if (group !== RECENT) return groups[Number(group)];
    return recent().map((sign) => all.find((one) => one.sign === sign)).filter(Boolean);
  }
  function choose(option, scrolls = true) {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (!option) return search().removeAttribute("aria-activedescendant");
    search().setAttribute("aria-activedescendant", option.id);
    if (scrolls) option.scrollIntoView({ block: "nearest" });
    box().querySelector("[data-emoji-name]").textContent = option.getAttribute("aria-label");
  }
  function draw() {
    const nodes = found().map((one, index) => {
      const node = document.createElement("div");
      node.id = `emoji-${index}`;
      node.className = "emoji-one";
      node.role = "option";
      node.textContent = one.sign;
      node.setAttribute("aria-label", one.label);
      node.title = one.label;
      return node;
    });
    grid().replaceChildren(...nodes);
    grid().scrollTop = 0;
    grid().hidden = !nodes.length;
    const line = box().querySelector("[data-emoji-name]");
    line.textContent = nodes.length ? "" : box().dataset.none;
    for (const tab of box().querySelectorAll("[data-emoji-group]")) {
      tab.setAttribute("aria-pressed", String(!search().value && tab.dataset.emojiGroup === group));
      if (tab.dataset.emojiGroup === RECENT) tab.hidden = !recent().length;
    }
    choose(nodes[0], false);
  }

  async function open() {
    if (!target()) return; // the 24 hours have passed meanwhile
    box().hidden = false;
    button().setAttribute("aria-expanded", "true");
    search().value = "";
    search().focus();
    group = recent().length ? RECENT : "0";
    try {
      await load();
      draw();
    } catch {
      box().querySelector("[data-emoji-name]").textContent = box().dataset.failed;
    }
  }
  function close({ goesBack = true } = {}) {
    if (!isOpen()) return;
    box().hidden = true;
    button().setAttribute("aria-expanded", "false");
    if (goesBack) (target() ?? button()).focus();
  }
  function write(sign) {
    const field = target();
    remember(sign);
    close();
    if (!field) return;
    field.setRangeText(sign, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function step(key) {
    const list = options();
    const at = list.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const columns = getComputedStyle(grid()).gridTemplateColumns.split(" ").length;
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[key];
    if (list[at + by]) choose(list[at + by]);
  }

  document.addEventListener("click", (event) => {
    const part = (selector) => event.target.closest?.(selector);
    if (part("#emoji-open")) return isOpen() ? close() : open();
    if (!isOpen()) return;
    const tab = part("[data-emoji-group]");
    if (tab && groups) {
      group = tab.dataset.emojiGroup;
      search().value = "";
      draw();
      search().focus();
    } else if (part(".emoji-one")) write(part(".emoji-one").textContent);
    else if (!part("#emoji")) close({ goesBack: false });
  });
  document.addEventListener("input", (event) => { if (event.target.id === "emoji-search" && groups) draw(); });
  document.addEventListener("pointermove", (event) => {
    const option = event.target.closest?.(".emoji-one");
    if (option?.getAttribute("aria-selected") === "false") choose(option, false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !isOpen() || !event.target.closest?.("#emoji, #emoji-open")) return;
    if (event.key === "Escape") close();
    else if (event.target.id !== "emoji-search") return;
    else if (event.key.startsWith("Arrow")) step(event.key);
    else if (event.key === "Enter") {
      const chosen = grid().querySelector('[aria-selected="true"]');
      if (chosen) write(chosen.textContent);
    } else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
})();
