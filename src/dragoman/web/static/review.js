// Judging where a row is shown. Without this script each mark leads to the row's page of review, and all is clicked.
(() => {
  const typing = (event) => event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog");
  const here = () => {
    const asked = new URLSearchParams(location.search);
    for (const name of ["done", "work"]) asked.delete(name);
    return location.pathname + (String(asked) ? "?" + asked : "");
  };
  const rowOf = (mark) => mark.closest("li, tr, .cell, .difference, .head, .card, td") || mark;
  const marks = () => [...document.querySelectorAll("main a.judge")].filter((mark) => mark.checkVisibility());
  const keyOf = (mark) => decodeURIComponent(mark.getAttribute("href").replace("/review/", ""));
  const WHY = ".verdicts [name=note]";
  let drawer = null, from = null;

  // Where one was, so that the page that comes back after a judgement is shown from there.
  const KEPT = "dragoman-place";
  const keep = (row) => sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, y: scrollY, row }));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("action") !== "/review" || form.method !== "post") return;
    keep(from ? keyOf(from) : null);
    const why = form.closest(".judging")?.querySelector(WHY);
    if (!why || form.elements.note) return;
    const note = document.createElement("input");
    Object.assign(note, { type: "hidden", name: "note", value: why.value });
    form.append(note);
  });
  const come = () => {
    const asked = new URLSearchParams(location.search);
    if (!asked.has("done") && !asked.has("work")) return;
    let place = null;
    try { place = JSON.parse(sessionStorage.getItem(KEPT)); } catch { place = null; }
    if (asked.has("done")) history.replaceState(null, "", here() + location.hash);
    if (!place || place.path !== location.pathname) return;
    const mark = marks().find((one) => keyOf(one) === place.row);
    scrollTo({ top: place.y, behavior: "instant" });
    if (mark) mark.focus({ preventScroll: true });
  };

  const judge = (action, row) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/review";
    const values = { action, row, back: here(), csrf: document.querySelector("meta[name=csrf]").content };
    for (const [name, value] of Object.entries(values)) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    keep(row);
    document.body.append(form);
    form.submit();
  };

  const close = () => {
    if (!drawer) return;
    drawer.remove();
    drawer = null;
    if (from) from.focus({ preventScroll: true });
  };
  const fill = async (address, wanted = () => true) => {
    const answer = await fetch(address);
    if (!wanted()) return false;
    if (!answer.ok) { location.href = address.split("?")[0]; return false; }
    const shown = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    for (const without of shown.querySelectorAll("noscript")) without.remove();
    const shut = document.createElement("button");
    Object.assign(shut, { type: "button", className: "shut", textContent: "Close" });
    shut.addEventListener("click", close);
    if (!drawer) return true;
    const kept = chosen();
    const why = drawer.querySelector(WHY)?.value;
    drawer.replaceChildren(shut, ...shown.childNodes);
    for (const box of drawer.querySelectorAll("[name=others]")) box.checked = kept.includes(box.value);
    if (why) drawer.querySelector(WHY).value = why;
    return true;
  };
  const open = async (mark, field = "h2") => {
    close();
    from = mark;
    drawer = document.createElement("aside");
    drawer.className = "judging drawer";
    drawer.setAttribute("aria-label", "Judge");
    drawer.textContent = "One moment…";
    document.body.append(drawer);
    if (!await fill(`${mark.getAttribute("href")}?part=1&back=${encodeURIComponent(here())}`) || !drawer) return;
    drawer.querySelector(field).focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.judge");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(mark);
  });
  // What another row is found by, as one types.
  let waiting = 0, looked = 0;
  const chosen = () => [...drawer.querySelectorAll("[name=others]:checked")].map((box) => box.value);
  const look = async (form) => {
    const asked = new URLSearchParams(new FormData(form));
    asked.set("part", "1");
    const now = ++looked;
    if (!await fill(`${form.getAttribute("action")}?${asked}`, () => now === looked) || !drawer) return;
    const field = drawer.querySelector("form.look input[type=search]");
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest(".drawer form.look");
    if (form) { clearTimeout(waiting); waiting = setTimeout(() => look(form), 250); }
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest(".drawer form.look");
    if (form) { event.preventDefault(); clearTimeout(waiting); look(form); }
  });

  for (const [kind, add] of [["focusin", true], ["focusout", false]]) {
    document.addEventListener(kind, (event) => {
      const mark = event.target.closest("a.judge");
      if (mark) rowOf(mark).classList.toggle("at-hand", add);
    });
  }
  const step = (by) => {
    const all = marks();
    if (!all.length) return;
    const now = document.activeElement.closest("a.judge") || from;
    let at = all.indexOf(now);
    at = at < 0 ? all.findIndex((one) => one.getBoundingClientRect().top > 60) : at + by;
    const to = all[Math.min(Math.max(at, 0), all.length - 1)];
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  };
  // A reason is said, and then a key does something with it: Enter and Esc lead out of its field.
  const leave = (field) => {
    const head = field.closest(".judging").querySelector("h2[tabindex]");
    if (head) head.focus({ preventScroll: true });
    else field.blur();
  };
  document.addEventListener("keydown", (event) => {
    if (event.target.matches?.(WHY) && !event.isComposing && (event.key === "Enter" || event.key === "Escape")) {
      leave(event.target);
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
    if (event.key === "Escape" && drawer) { close(); event.stopPropagation(); return; }
    if (localStorage.getItem("dragoman-keys") === "off") return;
    const mark = document.activeElement.closest("a.judge");
    const pressed = [drawer, document].filter(Boolean).map(
      (scope) => scope.querySelector(`[data-key="${CSS.escape(event.key)}"]`)).find(Boolean);
    if (!drawer && mark && event.key in { a: 1, r: 1 }) judge({ a: "accept", r: "reject" }[event.key], keyOf(mark));
    else if (!drawer && mark && event.key === "e") open(mark);
    else if (!drawer && mark && event.key === "w") open(mark, WHY);
    else if (pressed) pressed.matches("input") ? pressed.focus() : pressed.click();
    else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else return;
    event.preventDefault();
  });

  // What is under way is asked for until it is done; then the page is shown as it has become.
  const under = document.querySelector("[data-work]");
  const watch = async () => {
    const answer = await fetch("/review/work/" + under.dataset.work);
    if (!answer.ok) return;
    const told = await answer.json();
    under.querySelector(".seconds").textContent = told.seconds;
    if (told.state === "running") { setTimeout(watch, 700); return; }
    const to = told.to || location.href;
    if (!drawer) { location.replace(to); return; }
    const link = document.createElement("a");
    Object.assign(link, { href: to, textContent: "It is done: show the page as it is now." });
    under.replaceChildren(link);
  };
  if (under) setTimeout(watch, 700);
  come();
})();
