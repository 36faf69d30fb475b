// Rows that are put in order by dragging: tbody[data-order="form id"] with a [data-grip] button
// in each row. Arrow up and down on the grip do the same. The new order is sent by that form,
// as one field `id` per row.
(() => {
  let held = null;

  const rowOf = (node) => node.closest("[data-order] > tr");

  function ids(list) {
    return [...list.querySelectorAll("[data-grip]")].map((grip) => grip.dataset.grip);
  }

  function send(list) {
    const form = document.getElementById(list.dataset.order);
    for (const old of form.querySelectorAll("[name=id]")) old.remove();
    for (const id of ids(list)) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "id", value: id });
      form.append(field);
    }
    form.requestSubmit();
  }

  function step(row, by) {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return false;
    if (by < 0) other.before(row);
    else other.after(row);
    return true;
  }

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || event.button !== 0) return;
    const row = rowOf(grip);
    held = { row, grip, list: row.parentElement, was: ids(row.parentElement).join() };
    grip.setPointerCapture(event.pointerId);
    row.classList.add("is-held");
  });

  document.addEventListener("pointermove", (event) => {
    if (!held) return;
    const { row } = held;
    const before = row.previousElementSibling?.getBoundingClientRect();
    const after = row.nextElementSibling?.getBoundingClientRect();
    if (before && event.clientY < before.top + before.height / 2) step(row, -1);
    else if (after && event.clientY > after.top + after.height / 2) step(row, 1);
  });

  function release() {
    if (!held) return;
    const { row, grip, list, was } = held;
    held = null;
    row.classList.remove("is-held");
    grip.focus();
    if (ids(list).join() !== was) send(list);
  }
  document.addEventListener("pointerup", release);
  document.addEventListener("pointercancel", release);

  document.addEventListener("keydown", (event) => {
    const grip = event.target.closest?.("[data-grip]");
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!grip || !by) return;
    event.preventDefault();
    const row = rowOf(grip);
    if (!step(row, by)) return;
    grip.focus();
    send(row.parentElement);
  });
})();
