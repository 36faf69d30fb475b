// The calendar of the agenda: draws #agenda-data, keeps it fresh, drags, opens the panel.
// Everything it does has a twin without it: the list, the booking form, "Mudar horário".
(() => {
  const POLL_MS = 30_000;
  const AFTER_DRAG_MS = 500;
  const SNAP_MINUTES = 15;
  const phone = matchMedia("(max-width: 767.98px)");
  const words = document.getElementById("toasts").dataset;
  const two = (number) => String(number).padStart(2, "0");
  const ymd = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const clock = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;
  const send = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  let shown = null; // { root, calendar, observer }

  function element(name, css, text = "") {
    const made = document.createElement(name);
    made.className = css;
    made.textContent = text;
    return made;
  }
  function icon(name) {
    const drawn = document.getElementById("agenda-icons").content.querySelector(`[data-for="${name}"] svg`);
    return drawn ? drawn.cloneNode(true) : "";
  }

  // --- What a column and a visit look like ------------------------------------------------

  function column({ resource }) {
    const { color } = resource.extendedProps;
    const head = element("span", `cal-person hue-${color}`);
    const names = resource.title.trim().split(/\s+/);
    const letters = names.length > 1 ? names[0][0] + names.at(-1)[0] : names[0].slice(0, 1);
    const { photo } = resource.extendedProps;
    const badge = photo ? element("img", "cal-photo", "") : element("span", "cal-initials", letters.toUpperCase());
    if (photo) Object.assign(badge, { src: photo, alt: "" });
    badge.ariaHidden = "true";
    head.append(badge, element("span", "cal-name", resource.title));
    const { place } = resource.extendedProps;
    if (place) return { domNodes: [element("span", "cal-place", place), head] };
    return { domNodes: [head] };
  }

  // A plain confirmed visit carries no mark: what stands out is what differs.
  function markOf({ kind, status, isConfirmed }) {
    if (kind === "blocked") return kind;
    return status === "CONFIRMED" ? isConfirmed && "sure" : status;
  }

  function content(root, { event, timeText }) {
    const about = event.extendedProps;
    if (event.display === "background") return { domNodes: [] };
    if (!about.kind) return { domNodes: [element("div", "visit-what", `${timeText} · ${root.dataset.busy}`)] };
    const who = element("div", "visit-who");
    who.append(icon(markOf(about)), element("span", "", event.title));
    if (about.hasNotes) who.append(icon("notes"));
    for (const mark of ["joined", "repeats"]) if (about[mark]) who.append(icon(mark));
    const what = element("div", "visit-what", about.service ? `${timeText} · ${about.service}` : timeText);
    const said = [about.statusText, about.isConfirmed && root.dataset.confirmed, about.hasNotes && root.dataset.notes, about.joined && root.dataset.joined, about.repeats && root.dataset[about.isMovedAlone ? "apart" : "repeats"], about.staff && `${root.dataset.with} ${about.staff}`];
    return { domNodes: [who, what, element("span", "visually-hidden", said.filter(Boolean).join(", "))] };
  }

  // The parts of one visit stand out together while the pointer is on one of them.
  function together(root, { extendedProps: { joined } }, isOn) {
    if (!joined) return;
    for (const part of root.querySelectorAll(`.joined-${joined}`)) part.classList.toggle("is-together", isOn);
  }

  // --- Asking the server --------------------------------------------------------------------

  function feed(root, data) {
    let last = data.events;
    let isFirst = true;
    const notice = document.querySelector("[data-agenda-stale]");
    return async () => {
      if (isFirst) { isFirst = false; return last; }
      const query = new URLSearchParams({ start: data.start, end: data.end, staff: data.staff });
      if (data.cancelled) query.set("cancelled", "1");
      try {
        const answer = await fetch(`${data.eventsUrl}?${query}`, { headers: { Accept: "application/json" } });
        if (answer.redirected) location.reload();
        if (!answer.ok) throw new Error(String(answer.status));
        last = (await answer.json()).events;
        notice.hidden = true;
      } catch {
        notice.hidden = false;
      }
      return last;
    };
  }

  async function post(url, fields) {
    const headers = { Accept: "application/json", ...JSON.parse(document.body.getAttribute("hx-headers:inherited")) };
    try {
      const answer = await fetch(url, { method: "POST", headers, body: new URLSearchParams(fields) });
      if (answer.redirected) location.reload();
      const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
      return { ok: answer.ok, status: answer.status, body: isJson ? await answer.json() : {} };
    } catch {
      return { ok: false, status: 0, body: {} };
    }
  }

  function refusal(root, { status, body }) {
    const free = body.alternatives?.length ? ` ${root.dataset.free} ${body.alternatives.join(", ")}.` : "";
    if (body.reason) return body.reason + free;
    if (!status) return words.offline;
    return { 403: words.forbidden, 404: words.missing }[status] ?? words.serverError;
  }

  async function move(root, info) {
    const { event } = info;
    const minutes = Math.round((event.end - event.start) / 60_000);
    const answer = await post(event.extendedProps.timeUrl, {
      staff: event.resourceIds[0], day: ymd(event.start), time: clock(event.start), duration: minutes,
    });
    if (answer.ok) {
      send("toast", { text: answer.body.text, level: "success", undo: answer.body.undo });
      const { text, url, title } = answer.body.waiting ?? {};
      if (url) send("toast", { text, level: "info", open: { url, title } });
    } else {
      info.revert();
      send("toast", { text: refusal(root, answer), level: "error" });
    }
    refresh();
  }

  // --- Putting it together --------------------------------------------------------------------

  function people(data) {
    if (!phone.matches) return data.resources;
    const list = data.resources;
    const one = list.find((r) => r.extendedProps.isMine) ?? list.find((r) => r.extendedProps.works) ?? list[0];
    const choice = document.getElementById("filter_staff");
    if (choice && one && !data.staff) {
      choice.value = one.id;
      choice.options[0].hidden = true;
    }
    return one ? [one] : [];
  }

  function book(data, staff, start, minutes) {
    if (!staff.extendedProps.canChange) return;
    const query = new URLSearchParams({ staff: staff.id, day: ymd(start), time: clock(start) });
    if (minutes > SNAP_MINUTES) query.set("duration", minutes);
    send("panel:open", { url: `${data.bookUrl}?${query}`, title: shown.root.dataset.busy });
  }

  function scrollTime(data) {
    const now = new Date(Date.now() + offsetMinutes(data.offset) * 60_000);
    const isToday = now.toISOString().slice(0, 10) === data.day;
    return `${two(Math.max(isToday ? now.getUTCHours() - 1 : data.opens, 0))}:00`;
  }
  function offsetMinutes(offset) {
    const [hours, minutes] = offset.slice(1).split(":").map(Number);
    return (offset[0] === "-" ? -1 : 1) * (hours * 60 + minutes);
  }

  function options(root, data) {
    const resources = people(data);
    const mayChange = new Set(resources.filter((r) => r.extendedProps.canChange).map((r) => r.id));
    const hour = { hour: "2-digit", minute: "2-digit" };
    return {
      view: "resourceTimeGridDay", date: data.day, timeZone: data.offset, locale: document.documentElement.lang,
      resources, filterEventsWithResources: true, eventSources: [{ events: feed(root, data) }], lazyFetching: true,
      headerToolbar: { start: "", center: "", end: "" }, allDaySlot: false, height: "100%", nowIndicator: true,
      slotDuration: "00:30:00", slotLabelInterval: "01:00:00", snapDuration: { minutes: SNAP_MINUTES }, slotHeight: 40,
      slotMinTime: `${two(Math.max(data.opens - 1, 0))}:00`, slotMaxTime: `${two(data.closes)}:00`, flexibleSlotTimeLimits: true,
      scrollTime: scrollTime(data), slotEventOverlap: false, columnWidth: phone.matches ? "minmax(0, 1fr)" : "minmax(9.5rem, 1fr)",
      eventTimeFormat: hour, slotLabelFormat: hour, resourceLabelContent: column, eventContent: (info) => content(root, info),
      selectable: mayChange.size > 0, editable: false, longPressDelay: 400,
      dragConstraint: (info) => mayChange.has(info.event.resourceIds[0]),
      selectConstraint: (info) => !info.resource || mayChange.has(info.resource.id),
      eventClick: ({ event }) => send("panel:open", { url: event.extendedProps.url, title: event.title }),
      eventDrop: (info) => move(root, info),
      eventResize: (info) => move(root, info),
      eventMouseEnter: ({ event }) => together(root, event, true),
      eventMouseLeave: ({ event }) => together(root, event, false),
      dateClick: ({ date, resource }) => book(data, resource, date, SNAP_MINUTES),
      select: ({ start, end, resource }) => book(data, resource, start, Math.round((end - start) / 60_000)),
    };
  }

  // The library calls the grid a table without giving it cells: better no role than a wrong one.
  function plainRoles(root) {
    const clean = () => {
      for (const part of root.querySelectorAll("[role=table], [role=row], [role=rowgroup], [role=columnheader], [role=cell], [role=gridcell]")) {
        for (const name of ["role", "aria-colindex", "aria-colcount", "aria-rowindex", "aria-sort"]) part.removeAttribute(name);
      }
      const grid = root.querySelector(".ec-main");
      if (grid && !grid.hasAttribute("tabindex")) grid.tabIndex = 0;
    };
    const observer = new MutationObserver(clean);
    observer.observe(root, { childList: true, subtree: true });
    clean();
    return observer;
  }

  function leave() {
    if (!shown) return;
    shown.observer.disconnect();
    EventCalendar.destroy(shown.calendar);
    shown = null;
  }

  function draw() {
    const root = document.querySelector("[data-agenda]");
    if (shown?.root === root && root) return;
    leave();
    if (!root) return;
    const data = JSON.parse(document.getElementById("agenda-data").textContent);
    root.replaceChildren();
    const calendar = EventCalendar.create(root, options(root, data));
    shown = { root, calendar, observer: plainRoles(root) };
  }

  const isDragging = () => document.querySelector(".ec-preview, .ec-ghost");

  function refresh() {
    if (isDragging()) setTimeout(refresh, AFTER_DRAG_MS);
    else if (shown) shown.calendar.refetchEvents();
    else if (document.querySelector("[data-agenda-list]")) {
      const agenda = document.getElementById("agenda");
      htmx.ajax("GET", location.href, { source: agenda, target: agenda, swap: "outerMorph" });
    }
  }

  const isIdle = () => document.visibilityState === "visible" && !document.querySelector("dialog[open]");
  setInterval(() => { if (isIdle()) refresh(); }, POLL_MS);
  document.addEventListener("visibilitychange", () => { if (isIdle()) refresh(); });
  document.addEventListener("agenda:changed", refresh);
  document.addEventListener("htmx:after:swap", draw);
  phone.addEventListener("change", () => { leave(); draw(); });
  draw();
})();
