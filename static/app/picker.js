// form[data-template-form]: a template that is sent stands in the thread at once, marked as on
// its way, and the real message takes its place (same id). What is refused goes back into the
// form; what got no answer stays with "Enviar de novo" and "Editar". Each is sent once: the
// form's token is the message's id.
(() => {
  let letter = null; // { form, token, text, failed }
  const bubble = () => document.getElementById(`message-${letter.token}`);
  const fields = (form) => [...form.querySelectorAll(".template-fields input")];
  const words = (form) => [...form.querySelectorAll("[data-template-preview] > p")].map((part) => part.textContent).join("\n\n");

  function draw() {
    if (!letter) return;
    let shown = bubble();
    const isReal = shown && !("pending" in shown.dataset);
    if (isReal || !letter.form.isConnected) { // it has arrived, or its form was answered with another
      if (!isReal) shown?.remove();
      letter = null;
      return;
    }
    if (!shown) {
      shown = document.getElementById("pending-bubble").content.firstElementChild.cloneNode(true);
      shown.id = `message-${letter.token}`;
      shown.querySelector(".bubble-text").textContent = letter.text;
    }
    shown.classList.toggle("bubble-failed", letter.failed);
    document.getElementById("thread").append(shown);
  }
  function takeBack() {
    bubble()?.remove();
    letter = null;
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-template-form]") || fields(form).some((field) => !field.value.trim())) return;
    letter = { form, token: form.elements.token.value, text: words(form), failed: false };
    draw();
    document.getElementById("thread-scroll").scrollTop = 0;
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const { ctx } = event.detail;
    if (!letter || ctx.sourceElement !== letter.form) return;
    const status = ctx.response?.status ?? 0;
    if (status >= 200 && status < 300) letter = null;
    else if (status >= 400 && status < 500) takeBack();
    else letter.failed = true;
    draw();
  });
  document.addEventListener("click", (event) => {
    if (!letter?.failed || event.target.closest("[data-pending]") !== bubble()) return;
    if (event.target.closest("[data-send-again]")) letter.form.requestSubmit();
    if (event.target.closest("[data-take-back]")) {
      const { form } = letter;
      takeBack();
      fields(form)[0]?.focus();
    }
  });

  // The list gives way to the form and back: the focus goes where the work goes on.
  document.addEventListener("htmx:after:swap", (event) => {
    draw();
    const { ctx } = event.detail;
    if (ctx.target?.id !== "composer" || document.activeElement !== document.body) return;
    const form = document.querySelector("[data-template-form]");
    const touch = matchMedia("(pointer: coarse)").matches; // a focused field opens its keyboard
    if (!form) document.getElementById("template-q")?.focus();
    else if (touch) document.getElementById("template-title").focus();
    else (fields(form).find((field) => !field.value) ?? form.querySelector(".template-send")).focus();
  });
})();
