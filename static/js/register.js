// Shows the parts of the form that the chosen channel and way need; Ctrl + Enter registers.

const form = document.querySelector("[data-register]");
const parts = form.querySelectorAll("[data-when]");
const chosen = (name) => form.querySelector(`[name="${name}"]:checked`)?.value;

const show = () => {
  for (const part of parts) {
    const [name, ...values] = part.dataset.when.split(" ");
    part.hidden = !values.includes(chosen(name));
  }
};

form.addEventListener("input", show);
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) form.requestSubmit(form.querySelector('[name="do"][value="save"]'));
});
show();
form.querySelector("[data-keys]").hidden = false;
