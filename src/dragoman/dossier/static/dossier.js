// Layers on and off, and a cited span marked from its first piece to its last. Without this script all links still work.
(() => {
  for (const box of document.querySelectorAll(".layers input")) {
    const set = () => document.body.classList.toggle("on-" + box.value, box.checked);
    box.addEventListener("change", set);
    set();
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-end]");
    if (!link) return;
    for (const piece of document.querySelectorAll(".piece.cited")) piece.classList.remove("cited");
    const [document_, start] = link.hash.slice(1).split("-").map(Number);
    const end = Number(link.dataset.end);
    for (const piece of document.querySelectorAll(`[data-document="${document_}"] .piece`)) {
      const at = Number(piece.dataset.start);
      if (at >= start && at < end) piece.classList.add("cited");
    }
  });
})();
