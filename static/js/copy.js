// Puts a report's headed texts on the clipboard, in their order, and says so.

function text(box) {
  const told = [...box.querySelectorAll("h2, h3, h4, h5, p")].filter((one) => !one.closest("[data-not-copied]"));
  return told.map((one) => one.textContent.trim()).join("\n\n");
}

for (const box of document.querySelectorAll("[data-copied]")) {
  const button = box.querySelector("[data-copy]");
  const told = box.querySelector("[data-told]");
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    told.textContent = "";
    try {
      await navigator.clipboard.writeText(text(box));
      told.textContent = told.dataset.done;
    } catch {
      told.textContent = told.dataset.failed;
    }
  });
}
