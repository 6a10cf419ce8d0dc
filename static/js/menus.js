// A menu closes when the person goes on with something else, or presses Escape.

const close = (keep) => {
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(keep)) menu.open = false;
};

addEventListener("click", (event) => close(event.target));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.activeElement?.closest(".menu[open]")?.querySelector("summary").focus();
  close(null);
});
