// The dialog of a way out: a step that exists, a new one, or none. Without a way out, only a
// new step. Everything the mouse does by drawing a line is done here by the keyboard.
(() => {
  const { flow } = window;
  const dialog = document.getElementById("flow-choose");
  const title = document.getElementById("flow-choose-title");
  const targets = document.getElementById("flow-targets");
  const search = document.getElementById("flow-choose-search");
  let asked = null;

  // Without accents, in any case: "opcao" finds "Opção".
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const shown = () => [...dialog.querySelectorAll(".flow-choice")].filter((one) => !one.hidden);
  function sift() {
    const wanted = plain(search.value.trim());
    for (const one of dialog.querySelectorAll(".flow-choice")) one.hidden = !plain(one.textContent).includes(wanted);
    const found = shown();
    for (const part of dialog.querySelectorAll("[data-found]")) part.hidden = !found.some((one) => part.contains(one));
    document.getElementById("flow-choose-none").hidden = found.length > 0;
  }
  search.addEventListener("input", sift);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (search.value.trim()) shown()[0]?.click();
  });

  function choice(id) {
    const button = document.getElementById("flow-target").content.firstElementChild.cloneNode(true);
    button.dataset.target = id;
    button.querySelector(".flow-icon").replaceChildren(flow.icon(flow.find(id).kind));
    button.querySelector("b").textContent = flow.name(id);
    button.querySelector("small").textContent = flow.look(id).summary;
    return button;
  }
  // `place` is where a new step goes on the board; beside the one it comes from without it.
  flow.choose = (from = "", port = "", label = "", place = null) => {
    if (!flow.editable) return;
    asked = { from, port, place };
    title.textContent = from ? flow.fill(flow.words.where, { port: label }) : flow.words.new;
    const others = from ? flow.order().filter((id) => id !== from || from === flow.BEGIN) : [];
    targets.querySelector("[data-list]").replaceChildren(...others.map(choice));
    search.value = "";
    sift();
    dialog.querySelector("[data-unlink]").hidden = !(from && flow.target(from, port));
    dialog.showModal();
    dialog.scrollTop = 0;
    title.focus();
  };

  function placeFor({ from, port, place }) {
    if (place) return place.map(Math.round);
    if (!from) {
      const last = flow.order().at(-1);
      const [x, y] = last ? flow.find(last).at : [0, 120];
      return flow.freePlace(x + 340, y);
    }
    const [x, y] = flow.placeOf(from);
    const at = flow.look(from).ports.findIndex((one) => one.name === port);
    return flow.freePlace(x + 340, y + Math.max(0, at) * 60);
  }
  dialog.addEventListener("click", (event) => {
    const button = event.target.closest("[data-target], [data-kind], [data-unlink]");
    if (!button || !asked || button.getAttribute("aria-disabled") === "true") return;
    const { from, port } = asked;
    dialog.close();
    if (button.dataset.kind) {
      const made = flow.add(button.dataset.kind, placeFor(asked), from, port);
      flow.reveal(made);
      flow.nodeOf(made).querySelector("[data-open]").focus();
      flow.open(made);
    } else {
      flow.connect(from, port, button.dataset.target ?? "");
      flow.nodeOf(from).querySelector(`[data-port="${CSS.escape(port)}"]`)?.focus();
    }
  });
  document.querySelector('[data-flow="add"]')?.addEventListener("click", () => flow.choose());
})();
