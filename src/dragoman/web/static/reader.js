// Layers on and off, kept in this browser; and a click on a marked passage lists the rows on it.
(() => {
  const report = document.querySelector(".report[data-document]");
  const kept = "dragoman-layers";
  let wanted = null;
  try { wanted = JSON.parse(localStorage.getItem(kept)); } catch { wanted = null; }
  for (const box of document.querySelectorAll(".layers input")) {
    if (Array.isArray(wanted)) box.checked = wanted.includes(box.value);
    const set = () => document.body.classList.toggle("on-" + box.value, box.checked);
    box.addEventListener("change", () => {
      set();
      localStorage.setItem(kept, JSON.stringify([...document.querySelectorAll(".layers input:checked")].map((b) => b.value)));
    });
    set();
  }
  const aside = document.querySelector(".reader aside");
  report.addEventListener("click", async (event) => {
    const piece = event.target.closest(".piece[data-rows]");
    if (!piece || String(getSelection())) return;
    for (const one of report.querySelectorAll(".piece.chosen")) one.classList.remove("chosen");
    piece.classList.add("chosen");
    const answer = await fetch(`/documents/${encodeURIComponent(report.dataset.document)}/rows?at=${piece.dataset.rows}`);
    if (!answer.ok) return;
    aside.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
    if (matchMedia("(max-width: 60rem)").matches) aside.scrollIntoView();
  });
})();
