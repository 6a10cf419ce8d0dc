// A large number pad beside a field, for a screen without a keyboard.

const pad = document.querySelector("[data-keypad]");
const field = document.querySelector("[data-keys-into]");

pad.hidden = false;
// The device's own keyboard would cover the pad.
field.inputMode = "none";
pad.addEventListener("click", (event) => {
  const key = event.target.closest("[data-key]")?.dataset.key;
  if (key === undefined) return;
  const digits = field.value.replace(/\D/g, "");
  const next = key ? digits + key : digits.slice(0, -1);
  field.value = next.slice(0, 12).replace(/(.{4})(?=.)/g, "$1 ");
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
