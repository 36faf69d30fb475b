// The calendar of the agenda: draws #agenda-data, keeps it fresh, drags, opens the panel.
// Everything it does has a twin without it: the list, the booking form, "Mudar horário".
(() => {
  const POLL_MS = 30_000;
  const AFTER_DRAG_MS = 500;
  const SNAP_MINUTES = 15;
  const phone = matchMedia("(max-width: 767.98px)");
  const words = document.getElementById("toasts").dataset;
  const { column, content, plainRoles, together } = window.agendaLooks;
  const two = (number) => String(number).padStart(2, "0");
  const ymd = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const clock = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;
  const send = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  let shown = null; // { root, calendar, observer }

  // --- Asking the server --------------------------------------------------------------------

  function feed(data) {
    let last = data.events;
    let isFirst = true;
    const notice = document.querySelector("[data-agenda-stale]");
    return async () => {
      if (isFirst) { isFirst = false; return last; }
      try {
        const answer = await fetch(data.eventsUrl, { headers: { Accept: "application/json" } });
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

  // A visit keeps its length, a block says where it ends: it may end on another day.
  function placeOf({ start, end, resourceIds, extendedProps }) {
    const place = { staff: resourceIds[0], day: ymd(start), time: clock(start) };
    if (extendedProps.kind === "blocked") return { ...place, until_day: ymd(end), until_time: clock(end) };
    return { ...place, duration: Math.round((end - start) / 60_000) };
  }

  async function move(root, info, fields = placeOf(info.event), url = info.event.extendedProps.timeUrl) {
    const answer = await post(url, fields);
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

  // Of a visit of several services, whoever drags one says whether the others come along.
  function drop(root, info) {
    const { event, oldEvent, jsEvent } = info;
    const { wholeUrl } = event.extendedProps;
    if (!wholeUrl || event.start.getTime() === oldEvent.start.getTime()) { move(root, info); return; }
    const { staff, day, time } = placeOf(event);
    const whole = () => move(root, info, { part: event.id, staff, day, time }, wholeUrl);
    send("agenda:whole", { x: jsEvent.clientX, y: jsEvent.clientY, whole, one: () => move(root, info), none: info.revert });
  }

  // --- Putting it together --------------------------------------------------------------------

  function people(data) {
    if (!phone.matches || data.layout === "week") return data.resources;
    const list = data.resources;
    const one = list.find((r) => r.extendedProps.isMine) ?? list.find((r) => r.extendedProps.works) ?? list[0];
    const choice = document.getElementById("filter_staff");
    if (choice && one && !data.hasOne) {
      choice.value = one.id;
      choice.options[0].hidden = true;
    }
    return one ? [one] : [];
  }

  function placeQuery(staff, start, minutes) {
    const query = new URLSearchParams({ staff: staff.id, day: ymd(start), time: clock(start) });
    if (minutes > SNAP_MINUTES) query.set("duration", minutes);
    return query;
  }

  function book(data, staff, start) {
    if (!staff.extendedProps.canChange) return;
    send("panel:open", { url: `${data.bookUrl}?${placeQuery(staff, start, SNAP_MINUTES)}`, title: shown.root.dataset.busy });
  }

  function choose(data, staff, { start, end, jsEvent }) {
    const minutes = Math.round((end - start) / 60_000);
    const query = placeQuery(staff, start, minutes);
    send("agenda:span", { bookUrl: `${data.bookUrl}?${query}`, blockUrl: `${data.blockUrl}?${query}`, said: `${clock(start)} – ${clock(end)}`, x: jsEvent.clientX, y: jsEvent.clientY });
  }

  function range(data) {
    const isPhone = phone.matches;
    const week = { view: "timeGridWeek", duration: { days: isPhone ? data.phoneDays : data.days }, date: isPhone ? data.day : data.firstDay };
    return data.layout === "week" ? week : { view: "resourceTimeGridDay", date: data.day };
  }

  function scrollTime(data) {
    const now = new Date(Date.now() + offsetMinutes(data.offset) * 60_000);
    const day = now.toISOString().slice(0, 10);
    const last = new Date(Date.parse(data.firstDay) + (data.days - 1) * 86_400_000).toISOString().slice(0, 10);
    const isToday = data.firstDay <= day && day <= last;
    return `${two(Math.max(isToday ? now.getUTCHours() - 1 : data.opens, 0))}:00`;
  }
  function offsetMinutes(offset) {
    const [hours, minutes] = offset.slice(1).split(":").map(Number);
    return (offset[0] === "-" ? -1 : 1) * (hours * 60 + minutes);
  }

  function columnWidth(data) {
    if (phone.matches) return "minmax(0, 1fr)";
    return data.layout === "week" ? "minmax(7.5rem, 1fr)" : "minmax(9.5rem, 1fr)";
  }

  function options(root, data) {
    const resources = people(data);
    const [only] = resources;
    const mayChange = new Set(resources.filter((r) => r.extendedProps.canChange).map((r) => r.id));
    const locale = document.documentElement.lang;
    const hour = { hour: locale.startsWith("en") ? "numeric" : "2-digit", minute: "2-digit" };
    return {
      ...range(data), timeZone: data.offset, locale,
      resources, filterEventsWithResources: true, eventSources: [{ events: feed(data) }], lazyFetching: true,
      headerToolbar: { start: "", center: "", end: "" }, allDaySlot: false, height: "100%", nowIndicator: true,
      slotDuration: "00:30:00", slotLabelInterval: "01:00:00", snapDuration: { minutes: SNAP_MINUTES }, slotHeight: 40,
      slotMinTime: `${two(Math.max(data.opens - 1, 0))}:00`, slotMaxTime: `${two(data.closes)}:00`, flexibleSlotTimeLimits: true,
      scrollTime: scrollTime(data), slotEventOverlap: false, columnWidth: columnWidth(data),
      dayHeaderFormat: { weekday: "short", day: "numeric" },
      eventTimeFormat: hour, slotLabelFormat: hour, resourceLabelContent: column, eventContent: (info) => content(root, info),
      selectable: mayChange.size > 0, editable: false, longPressDelay: 400,
      dragConstraint: (info) => mayChange.has(info.event.resourceIds[0]),
      selectConstraint: (info) => mayChange.has((info.resource ?? only).id),
      eventClick: ({ event }) => send("panel:open", { url: event.extendedProps.url, title: event.title }),
      eventDrop: (info) => drop(root, info),
      eventResize: (info) => move(root, info),
      eventMouseEnter: ({ event }) => together(root, event, true),
      eventMouseLeave: ({ event }) => together(root, event, false),
      dateClick: ({ date, resource }) => book(data, resource ?? only, date),
      select: (info) => choose(data, info.resource ?? only, info),
    };
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

  const isIdle = () => document.visibilityState === "visible" && !document.querySelector("dialog[open], :popover-open");
  setInterval(() => { if (isIdle()) refresh(); }, POLL_MS);
  document.addEventListener("visibilitychange", () => { if (isIdle()) refresh(); });
  document.addEventListener("agenda:changed", refresh);
  document.addEventListener("agenda:span-left", () => shown?.calendar.unselect());
  document.addEventListener("htmx:after:swap", draw);
  phone.addEventListener("change", () => { leave(); draw(); });
  draw();
})();
