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
