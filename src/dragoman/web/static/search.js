// Search as you type: the list below the form follows it. The address does, too, so that it can be kept.
(() => {
  const form = document.querySelector("form.search");
  const list = document.getElementById("found");
  let waiting = 0, asked = 0;
  const ask = async () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const turn = ++asked;
    history.replaceState(null, "", "/search?" + query);
    query.set("part", "1");
    const answer = await fetch("/search?" + query);
    const text = await answer.text();
    if (turn !== asked || !answer.ok) return;
    list.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 180); });
  form.querySelector("input.q").focus();
})();
