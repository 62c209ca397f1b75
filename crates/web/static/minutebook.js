// A server that does not know its own address writes paths: the browser knows the rest.
for (const field of document.querySelectorAll("input[data-absolute]")) {
  field.value = new URL(field.value, location.href).href;
}

// Shows the copy buttons and makes them copy. Without this file the citation can be selected.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (!source) continue;
  const words = button.innerHTML;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = source.value ?? source.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // The clipboard is closed to pages that are not served securely: select instead.
      if (source.select) source.select();
      else getSelection().selectAllChildren(source);
      if (!document.execCommand("copy")) return;
    }
    button.textContent = "Copied";
    button.setAttribute("aria-live", "polite");
    setTimeout(() => { button.innerHTML = words; }, 2000);
  });
}

// Offers words and names of the index while a query is typed. Without this file nothing is lost.
for (const field of document.querySelectorAll("input[data-complete]")) {
  const list = document.getElementById(field.getAttribute("list"));
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = field.value;
      const address = `${field.dataset.complete}?limit=10&q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address).catch(() => null);
      if (!answer?.ok || field.value !== typed) return;
      const { completions } = await answer.json();
      list.replaceChildren(...completions.map(({ kind, text, query }) => {
        const option = document.createElement("option");
        option.value = query;
        option.label = kind === "word" ? text : `${text} (${kind})`;
        return option;
      }));
    }, 150);
  });
}
