// What a column, a visit, a block and an unusual day look like in the calendar of the agenda:
// functions of EventCalendar's options, used by agenda.js.
(() => {
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

  function column({ resource }) {
    const { color } = resource.extendedProps;
    const head = element("span", `cal-person hue-${color}`);
    const names = resource.title.trim().split(/\s+/);
    const letters = names.length > 1 ? names[0][0] + names.at(-1)[0] : names[0].slice(0, 1);
    const { photo, place } = resource.extendedProps;
    const badge = photo ? element("img", "cal-photo", "") : element("span", "cal-initials", letters.toUpperCase());
    if (photo) Object.assign(badge, { src: photo, alt: "" });
    badge.ariaHidden = "true";
    head.append(badge, element("span", "cal-name", resource.title));
    head.title = resource.title;
    return { domNodes: place ? [element("span", "cal-place", place), head] : [head] };
  }

  // A plain confirmed visit carries no mark: what stands out is what differs.
  function markOf({ kind, status, isConfirmed }) {
    if (kind === "blocked") return kind;
    return status === "CONFIRMED" ? isConfirmed && "sure" : status;
  }

  function background(event, isWeek) {
    const isNamed = event.extendedProps.kind === "closure" && isWeek;
    return { domNodes: isNamed ? [element("div", "closure-name", event.title)] : [] };
  }

  function content(root, { event, timeText }) {
    const about = event.extendedProps;
    const isWeek = root.dataset.agenda === "week";
    if (event.display === "background") return background(event, isWeek);
    if (!about.kind) return { domNodes: [element("div", "visit-what", timeText)] };
    const who = element("div", "visit-who");
    who.append(icon(markOf(about)), element("span", "", event.title));
    if (about.hasNotes) who.append(icon("notes"));
    for (const mark of ["joined", "repeats"]) if (about[mark]) who.append(icon(mark));
    const what = element("div", "visit-what", about.service ? `${timeText} · ${about.service}` : timeText);
    who.title = event.title;
    what.title = what.textContent;
    const said = [about.statusText, about.isConfirmed && root.dataset.confirmed, about.hasNotes && root.dataset.notes, about.joined && root.dataset.joined, about.repeats && root.dataset[about.isMovedAlone ? "apart" : "repeats"], about.staff && `${root.dataset.with} ${about.staff}`];
    return { domNodes: [who, what, element("span", "visually-hidden", said.filter(Boolean).join(", "))] };
  }

  // The parts of one visit stand out together while the pointer is on one of them.
  function together(root, { extendedProps: { joined } }, isOn) {
    if (!joined) return;
    for (const part of root.querySelectorAll(`.joined-${joined}`)) part.classList.toggle("is-together", isOn);
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

  window.agendaLooks = { column, content, plainRoles, together };
})();
