// The week as bars over the rows of its form ([data-week]). The form stays the truth: a bar
// only reads and writes the fields of its row, and one button saves all. Drag on a day to
// create, a bar to move it (also to another day), its ends to resize; with the keyboard:
// arrows, Shift+arrows (end), Alt+arrows (start), up and down (day), Delete, Enter (fields).
(() => {
  const STEP = 15;
  const DAY = 1440;
  const bars = new WeakMap();
  const rows = new WeakMap();
  let grip = null;

  const pad = (number) => String(number).padStart(2, "0");
  const clock = (minutes) => `${pad(Math.floor(minutes / 60) % 24)}:${pad(minutes % 60)}`;
  const minutes = (text) => (/^\d\d:\d\d/.test(text) ? Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)) : null);
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const dayOf = (row) => field(row, "weekday").value;
  const week = () => document.querySelector("[data-week]");
  const shifts = (form) => [...form.querySelectorAll(".week-rows .shift")];
  const track = (form, day) => form.querySelector(`[data-track="${day}"]`);
  const snap = (value) => Math.round(value / STEP) * STEP;

  // A shift that ends at or before its start runs past midnight: the bar ends with the day.
  function span(row) {
    const low = minutes(field(row, "starts_at").value);
    const end = minutes(field(row, "ends_at").value);
    return low === null || end === null ? null : { low, high: end > low ? end : end + DAY };
  }

  function range(form) {
    const spans = shifts(form).map(span).filter(Boolean);
    const low = Math.min(7 * 60, ...spans.map((one) => one.low));
    const high = Math.max(21 * 60, ...spans.map((one) => Math.min(one.high, DAY)));
    return { low: Math.floor(low / 60) * 60, high: Math.ceil(high / 60) * 60 };
  }

  function place(node, low, high, { low: first, high: last }) {
    node.style.left = `${(100 * (low - first)) / (last - first)}%`;
    node.style.width = `${(100 * (Math.min(high, last) - low)) / (last - first)}%`;
  }

  function element(css) {
    const made = document.createElement("span");
    made.className = css;
    return made;
  }

  function barOf(form, row) {
    if (bars.has(row)) return bars.get(row);
    const bar = document.createElement("button");
    bar.type = "button";
    bar.className = "week-bar";
    bar.setAttribute("aria-describedby", "week-keys");
    const start = element("week-edge");
    const end = element("week-edge week-edge-end");
    start.dataset.edge = "start";
    end.dataset.edge = "end";
    bar.append(start, element("week-breaks"), element("week-hours"), end);
    bars.set(row, bar);
    rows.set(bar, row);
    return bar;
  }

  function drawBar(form, row, shown) {
    const { low, high } = span(row);
    const bar = barOf(form, row);
    const line = track(form, dayOf(row));
    const hadFocus = document.activeElement === bar;
    if (bar.parentElement !== line) line.append(bar);
    if (hadFocus) bar.focus();
    place(bar, low, high, shown);
    bar.classList.toggle("is-bounded", Boolean(field(row, "valid_from").value || field(row, "valid_until").value));
    bar.classList.toggle("is-night", high > DAY);
    const words = `${clock(low)}–${clock(high)}`;
    bar.querySelector(".week-hours").textContent = words;
    bar.setAttribute("aria-label", `${line.dataset.label}, ${words}`);
    const pauses = bar.querySelector(".week-breaks");
    pauses.replaceChildren();
    for (const input of row.querySelectorAll('[name*="-break_"][name$="_starts"]')) {
      const begins = minutes(input.value);
      const ends = minutes(row.querySelector(`[name="${input.name.replace("_starts", "_ends")}"]`).value);
      if (begins === null || ends === null || begins < low || ends > high || ends <= begins) continue;
      const pause = element("week-pause");
      place(pause, begins, ends, { low, high: Math.min(high, shown.high) });
      pauses.append(pause);
    }
  }

  function draw() {
    const form = week();
    if (!form) return;
    const shown = range(form);
    const drawn = shifts(form).filter(span);
    const kept = new Set(drawn.map((row) => barOf(form, row)));
    for (const bar of form.querySelectorAll(".week-bar")) if (!kept.has(bar)) bar.remove();
    for (const line of form.querySelectorAll("[data-track]")) {
      line.hidden = false;
      line.style.setProperty("--hours", (shown.high - shown.low) / 60);
    }
    for (const row of drawn) drawBar(form, row, shown);
    for (const day of form.querySelectorAll(".week-day")) {
      const off = day.querySelector(".week-off");
      if (off) off.hidden = Boolean(day.querySelector(".shift"));
    }
    const axis = form.querySelector("[data-week-axis]");
    const every = (shown.high - shown.low) / 60 > 12 && matchMedia("(max-width: 767.98px)").matches ? 180 : 120;
    axis.replaceChildren();
    for (let at = shown.low; at < shown.high; at += every) {
      const mark = element("week-hour");
      mark.textContent = pad(at / 60);
      mark.style.left = `${(100 * (at - shown.low)) / (shown.high - shown.low)}%`;
      axis.append(mark);
    }
  }

  // --- Writing to the form --------------------------------------------------------------

  function touched(form) {
    form.querySelector("[data-week-dirty]").hidden = false;
    draw();
  }

  function write(row, low, high) {
    if (high - low < STEP) return;
    field(row, "starts_at").value = clock(low);
    field(row, "ends_at").value = clock(high);
  }

  function toDay(form, row, day) {
    if (day < 0 || day > 6 || String(day) === dayOf(row)) return;
    field(row, "weekday").value = String(day);
    const home = track(form, day).closest(".week-day").querySelector(".week-rows");
    home.insertBefore(row, home.querySelector("[name=add]"));
  }

  function newRow(form, day) {
    const number = String(1 + Math.max(-1, ...shifts(form).map((row) => Number(row.querySelector("[name=row]").value))));
    const blank = form.querySelector("[data-week-blank]");
    const row = blank.content.firstElementChild.cloneNode(true);
    for (const node of row.querySelectorAll("*")) {
      for (const name of ["name", "id", "for", "value"]) {
        const value = node.getAttribute(name);
        if (value !== null) node.setAttribute(name, value.replace(blank.dataset.weekBlank, number));
      }
    }
    field(row, "weekday").value = String(day);
    const home = track(form, day).closest(".week-day").querySelector(".week-rows");
    home.insertBefore(row, home.querySelector("[name=add]"));
    htmx.process(row);
    return row;
  }

  function drop(form, row) {
    const next = form.querySelector(`[data-track="${dayOf(row)}"]`).closest(".week-day").querySelector("[name=add]");
    row.remove();
    next.focus();
    touched(form);
  }

  // --- Dragging -------------------------------------------------------------------------

  function timeAt(line, x) {
    const box = line.getBoundingClientRect();
    const shown = range(line.closest("[data-week]"));
    return snap(shown.low + ((x - box.left) / box.width) * (shown.high - shown.low));
  }

  document.addEventListener("pointerdown", (event) => {
    const line = event.target.closest("[data-track]");
    if (!line || event.button !== 0) return;
    const form = line.closest("[data-week]");
    const bar = event.target.closest(".week-bar");
    const at = timeAt(line, event.clientX);
    const row = bar && rows.get(bar);
    grip = { form, line, row, at, edge: event.target.dataset.edge ?? (row ? "all" : "new"), was: row && span(row), from: event.clientX, moved: false };
    if (!row) event.preventDefault();
  });

  document.addEventListener("pointermove", (event) => {
    if (!grip) return;
    if (!grip.moved && Math.abs(event.clientX - grip.from) < 5 && !otherLine(event)) return;
    grip.moved = true;
    const { form, line, was, edge } = grip;
    const shown = range(form);
    const at = Math.min(Math.max(timeAt(line, event.clientX), 0), DAY);
    if (edge === "new") {
      if (at === grip.at) return;
      grip.row ??= newRow(form, line.dataset.track);
      write(grip.row, Math.max(Math.min(grip.at, at), shown.low), Math.min(Math.max(grip.at, at), DAY - STEP));
    } else if (edge === "start") write(grip.row, Math.min(at, was.high - STEP), was.high);
    else if (edge === "end") write(grip.row, was.low, Math.max(at, was.low + STEP));
    else shift(form, grip.row, was, at - grip.at, otherLine(event));
    touched(form);
  });

  function otherLine(event) {
    const under = document.elementFromPoint(event.clientX, event.clientY)?.closest(".week-day")?.querySelector("[data-track]");
    return under && under !== grip.line ? under : null;
  }

  function shift(form, row, was, by, onto) {
    const low = Math.min(Math.max(was.low + by, 0), DAY - STEP);
    const length = was.high - was.low;
    write(row, low, was.high > DAY ? low + length : Math.min(low + length, DAY - 1 - ((DAY - 1) % STEP)));
    toDay(form, row, Number((onto ?? grip.line).dataset.track));
  }

  const release = () => { grip = null; };
  document.addEventListener("pointerup", () => {
    const bar = grip?.moved && grip.row && bars.get(grip.row);
    release();
    bar?.focus();
  });
  document.addEventListener("pointercancel", release);

  // --- Keys -----------------------------------------------------------------------------

  function byKey(form, row, event) {
    const { low, high } = span(row);
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    const days = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") drop(form, row);
    else if (event.key === "Enter") field(row, "starts_at").focus();
    else if (days) toDay(form, row, Number(dayOf(row)) + days);
    else if (by && event.shiftKey) write(row, low, Math.min(high + by, low + DAY - STEP));
    else if (by && event.altKey) write(row, Math.max(low + by, 0), high);
    else if (by && low + by >= 0 && low + by < DAY) write(row, low + by, high + by);
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const bar = event.target.closest?.(".week-bar");
    if (!bar || event.ctrlKey || event.metaKey) return;
    const form = bar.closest("[data-week]");
    if (!byKey(form, rows.get(bar), event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== "Enter" && bar.isConnected) touched(form);
  });

  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-week]");
    if (form && event.target.closest(".shift")) touched(form);
  });
  addEventListener("resize", draw);
  document.addEventListener("htmx:after:swap", draw);
  document.addEventListener("DOMContentLoaded", draw);
})();
