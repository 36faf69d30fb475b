// Answering without waiting: what is sent stands in the thread at once, marked as on its way,
// and the real message takes its place (same id). One after the other, each once (its token is
// the message's id). What fails stays, with "Enviar de novo" and "Editar", also after a reload;
// what is refused goes back into the composer.
(() => {
  const OWN = new Set(["csrfmiddlewaretoken", "token", "text", "seen", "anyway"]);
  const outbox = () => document.getElementById("outbox");
  const field = () => document.getElementById("reply_text");
  const words = document.getElementById("toasts").dataset;
  let letters = []; // of the open conversation: { token, text, url, fields, failed }
  let place = ""; // whose letters these are
  let isSending = false;

  const store = () => `draft:outbox:${place}`; // logging out forgets every draft
  function keep() {
    const waiting = letters.map(({ token, text, url, fields }) => ({ token, text, url, fields }));
    if (waiting.length) localStorage.setItem(store(), JSON.stringify(waiting));
    else localStorage.removeItem(store());
  }
  const drop = (letter) => {
    letters = letters.filter((other) => other !== letter);
    keep();
  };

  // A UUIDv7: 48 bits of time, then chance.
  function newToken() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const now = Date.now();
    for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(now / 256 ** (5 - index)) % 256;
    bytes[6] = (bytes[6] % 16) + 0x70;
    bytes[8] = (bytes[8] % 64) + 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // --- What is seen ---------------------------------------------------------------------------

  const bubbleOf = (letter) => document.getElementById(`message-${letter.token}`);
  const isReal = (letter) => { const bubble = bubbleOf(letter); return bubble && !("pending" in bubble.dataset); };

  function draw() {
    if ((outbox()?.dataset.outbox ?? "") !== place) enter();
    for (const letter of letters.filter(isReal)) drop(letter);
    for (const letter of letters) {
      let bubble = bubbleOf(letter);
      if (!bubble) {
        bubble = document.getElementById("pending-bubble").content.firstElementChild.cloneNode(true);
        bubble.id = `message-${letter.token}`;
        bubble.querySelector(".bubble-text").textContent = letter.text;
      }
      bubble.classList.toggle("bubble-failed", letter.failed);
      document.getElementById("thread").append(bubble);
    }
  }
  function enter() {
    place = outbox()?.dataset.outbox ?? "";
    letters = place ? JSON.parse(localStorage.getItem(store()) ?? "[]").map((letter) => ({ ...letter, failed: true })) : [];
  }

  // Into the composer again, before whatever has been written there meanwhile.
  function giveBack(text, typed = field()?.value ?? "") {
    const all = [text, typed].filter(Boolean).join("\n");
    if (!field()) {
      localStorage.setItem(`draft:${place}`, all);
      return;
    }
    field().value = all;
    field().dispatchEvent(new Event("input", { bubbles: true }));
    field().focus();
  }

  // --- Sending --------------------------------------------------------------------------------

  async function post(letter, box) {
    const since = new URL(document.getElementById("thread").getAttribute("hx-get"), location.href).searchParams.get("since");
    let status = 0;
    let typed = "";
    const isOwn = (event) => event.detail.ctx?.sourceElement === box;
    const before = (event) => { if (isOwn(event)) typed = field()?.value ?? ""; };
    const after = (event) => { if (isOwn(event)) status = event.detail.ctx.response?.status ?? 0; };
    document.addEventListener("htmx:before:response", before);
    document.addEventListener("htmx:finally:request", after);
    const values = { ...letter.fields, token: letter.token, text: letter.text, since: since ?? "", quick: "1" };
    await htmx.ajax("POST", letter.url, { source: box, target: "#thread", swap: "outerMorph", values });
    document.removeEventListener("htmx:before:response", before);
    document.removeEventListener("htmx:finally:request", after);
    return { status, typed };
  }

  async function pump() {
    const letter = letters.find((one) => !one.failed);
    if (isSending || !letter) return;
    isSending = true;
    const box = outbox();
    const { status, typed } = await post(letter, box);
    isSending = false;
    if (outbox() !== box) { // another conversation is open: its own letters are looked after there
      draw();
      pump();
      return;
    }
    if (status >= 200 && status < 300) drop(letter);
    else if (status >= 400 && status < 500 && status !== 408 && status !== 429) refuse(status, typed);
    else for (const one of letters) one.failed = true; // in their order, or not at all
    draw();
    pump();
  }
  function refuse(status, typed) {
    const text = letters.map((letter) => letter.text).join("\n");
    for (const letter of letters) bubbleOf(letter)?.remove();
    letters = [];
    keep();
    giveBack(text, typed);
    const why = status === 403 ? words.forbidden : status === 404 ? words.missing : status === 409 || status === 422 ? "" : words.rejected;
    if (why) document.dispatchEvent(new CustomEvent("toast", { detail: { text: why, level: "error" } }));
  }

  // Before everybody else's listeners: the form itself is never sent.
  addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-composer]")) return;
    const given = new FormData(form, event.submitter);
    if ([...given.keys()].some((name) => !OWN.has(name))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const text = String(given.get("text")).trim();
    if (!text) return;
    const fields = Object.fromEntries([...given].filter(([name]) => name === "seen" || name === "anyway"));
    letters.push({ token: given.get("token"), text, url: form.action, fields, failed: false });
    keep();
    form.elements.token.value = newToken();
    form.elements.text.value = "";
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
    for (const said of form.querySelectorAll(".said-meanwhile, .field-error")) said.remove();
    form.elements.text.focus();
    draw();
    document.getElementById("thread-scroll").scrollTop = 0;
    pump();
  }, true);

  document.addEventListener("click", (event) => {
    const bubble = event.target.closest("[data-pending]");
    const letter = bubble && letters.find((one) => bubbleOf(one) === bubble);
    if (!letter) return;
    if (event.target.closest("[data-send-again]")) {
      for (const one of letters) one.failed = false;
      draw();
      pump();
    }
    if (event.target.closest("[data-take-back]")) {
      drop(letter);
      bubble.remove();
      giveBack(letter.text);
    }
  });
  document.addEventListener("htmx:after:swap", draw);
  draw();
})();
