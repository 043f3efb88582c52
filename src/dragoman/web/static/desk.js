// The words behind a mark, shown where the mark stands. Without this script the mark leads to a page of them.
(() => {
  document.addEventListener("click", async (event) => {
    const mark = event.target.closest("a.ev");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const open = mark.nextElementSibling;
    if (open && open.classList.contains("passages")) {
      open.remove();
      mark.setAttribute("aria-expanded", "false");
      return;
    }
    const answer = await fetch((mark.dataset.in || mark.getAttribute("href")) + "&part=1");
    if (!answer.ok) { location.href = mark.href; return; }
    const box = document.createElement("div");
    box.className = "passages";
    // The server's own page: what reports say has been escaped in it.
    box.append(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
    mark.after(box);
    mark.setAttribute("aria-expanded", "true");
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const keys = localStorage.getItem("dragoman-keys") !== "off";
    if (event.key === "?" && !typing && keys) {
      help.showModal();
    } else if (event.key === "/" && !typing && keys) {
      event.preventDefault();
      document.querySelector(".top .find input").focus();
    } else if (event.key === "Escape" && !typing) {
      for (const box of document.querySelectorAll(".passages")) box.remove();
      for (const mark of document.querySelectorAll("a.ev[aria-expanded]")) mark.setAttribute("aria-expanded", "false");
    }
  });
  // The keys, and a switch for who dictates or presses keys by chance.
  const help = document.getElementById("keys");
  const opener = document.querySelector("[data-keys]");
  opener.hidden = false;
  opener.addEventListener("click", () => help.showModal());
  const on = help.querySelector("input");
  on.checked = localStorage.getItem("dragoman-keys") !== "off";
  on.addEventListener("change", () => localStorage.setItem("dragoman-keys", on.checked ? "on" : "off"));
  for (const form of document.querySelectorAll("form.filters[data-now]")) {
    form.addEventListener("change", (event) => { if (event.target.matches("select, [type=checkbox]")) form.requestSubmit(); });
  }
})();
