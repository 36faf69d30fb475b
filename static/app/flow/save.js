// Keeps the draft: a moment after every change, one save at a time, again after a lost
// connection. Somebody else's draft is never written over: their news stands in #flow-conflict.
(() => {
  const { flow } = window;
  const status = document.getElementById("flow-status");
  const conflict = document.getElementById("flow-conflict");
  const token = document.querySelector("#flow-open [name=csrfmiddlewaretoken]").value;
  const PAUSE = 600;
  const AGAIN = 5000;
  let timer = 0;
  let dirty = false;
  let running = null;
  let refused = false;

  function say(state) {
    status.textContent = status.dataset[state];
    document.getElementById("flow").dataset.state = state;
  }
  function send(url, body) {
    return fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify(body),
    });
  }
  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  async function attempt() {
    dirty = false;
    say("saving");
    const answer = await send(flow.urls.draft, { graph: flow.graph(), number: flow.number });
    if (answer.status === 409) {
      refused = true;
      conflict.querySelector("[data-text]").textContent = (await answer.json()).text;
      conflict.hidden = false;
      return say("conflict");
    }
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const kept = await answer.json();
    flow.number = kept.number;
    status.dataset.saved = kept.standing;
    flow.problems = kept.problems;
    document.dispatchEvent(new CustomEvent("flow:checked"));
    if (!dirty) say("saved");
  }
  async function save() {
    clearTimeout(timer);
    if (running || refused) return running;
    running = attempt().catch(() => {
      dirty = true;
      say("offline");
      later(AGAIN);
    });
    await running;
    running = null;
    if (dirty && document.getElementById("flow").dataset.state !== "offline") await save();
  }
  // Everything kept: resolves when what is on the screen is what the server has.
  flow.saveNow = async () => {
    await running;
    if (dirty) await save();
    return !dirty && !refused;
  };

  flow.isUnsaved = () => dirty || Boolean(running);

  document.addEventListener("flow:change", () => {
    dirty = true;
    if (!refused) say("saving");
    later(PAUSE);
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty || running) event.preventDefault();
  });
  conflict.addEventListener("click", async (event) => {
    const act = event.target.closest("[data-flow]")?.dataset.flow;
    if (act === "reload") {
      dirty = false;
      location.reload();
    }
    if (act !== "copy") return;
    const answer = await send(flow.urls.copy, { graph: flow.graph() });
    const kept = await answer.json();
    dirty = !answer.ok;
    if (answer.ok) location.assign(kept.url);
    else document.dispatchEvent(new CustomEvent("toast", { detail: { text: kept.error, level: "error" } }));
  });

  // The panel of publishing tells of what the server has: that must be what is seen here.
  document.getElementById("flow-publish")?.addEventListener("click", (event) => {
    const link = event.currentTarget;
    if (!dirty && !running && !flow.stepPending?.()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    (flow.stepSettled?.() ?? Promise.resolve()).then(flow.saveNow).then((kept) => kept && link.click());
  });
})();
