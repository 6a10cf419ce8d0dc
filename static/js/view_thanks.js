// The page with the code: prints it, and takes it away when nobody is there.

const form = document.querySelector("[data-survey]");

form.querySelector("[data-print]")?.addEventListener("click", () => print());
form.addEventListener("over", () => {
  for (const part of document.querySelectorAll("main > * > :not(form)")) part.remove();
  form.querySelector("[value=over]").click();
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelector("main").hidden = true;
  location.replace(form.getAttribute("action"));
});
