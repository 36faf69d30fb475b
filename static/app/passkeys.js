// Passkeys are made and used by the library's scripts; here is only what surrounds them.

// Before those scripts listen, a button would send an empty form.
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-passkey]")) button.disabled = false;
});

document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-passkey-problem]");
  if (!place) return;
  event.preventDefault();
  const cancelled = event.detail.exception?.name === "NotAllowedError";
  place.textContent = cancelled ? place.dataset.cancelled : place.dataset.unsupported;
  place.hidden = false;
});
