// A station is shared: answers are masked when nobody touches the screen, and then removed.

const form = document.querySelector("[data-survey]");
const idle = document.querySelector("[data-idle]");
const [askAfter, resetAfter] = [idle.dataset.askAfter, idle.dataset.resetAfter].map(Number);
let lastTouch = performance.now();

const isFilled = (field) =>
  field.type === "radio" || field.type === "checkbox" ? field.checked : field.matches(".input") && field.value;

function isUntouched() {
  return ["", "start"].includes(form.elements.step.value) && ![...form.elements].some(isFilled);
}

function look() {
  const seconds = (performance.now() - lastTouch) / 1000;
  if (seconds >= resetAfter && !(isUntouched() && form.elements.lang.value === "sv")) {
    stay();
    form.dispatchEvent(new Event("over"));
    idle.close();
  } else if (seconds >= askAfter && !idle.open && !isUntouched()) idle.showModal();
}

function stay() {
  lastTouch = performance.now();
}

for (const kind of ["pointerdown", "keydown", "input", "timeupdate"]) addEventListener(kind, stay, true);
idle.querySelector("[data-stay]").addEventListener("click", () => idle.close());
setInterval(look, 1000);
