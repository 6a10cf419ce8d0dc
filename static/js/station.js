// A station is shared: answers are masked when nobody touches the screen, and then removed.

import { form, isEmpty } from "./form.js";
import { startOver } from "./sending.js";

const idle = document.querySelector("[data-idle]");
const [askAfter, resetAfter] = [idle.dataset.askAfter, idle.dataset.resetAfter].map(Number);
let lastTouch = performance.now();

function isUntouched() {
  const step = form.elements.step.value;
  return isEmpty() && (step === "" || step === "start");
}

function look() {
  const seconds = (performance.now() - lastTouch) / 1000;
  if (seconds >= resetAfter && !(isUntouched() && form.elements.lang.value === "sv")) {
    stay();
    startOver().then(() => idle.close());
  } else if (seconds >= askAfter && !idle.open && !isUntouched()) idle.showModal();
}

function stay() {
  lastTouch = performance.now();
}

for (const kind of ["pointerdown", "keydown", "input", "timeupdate"]) addEventListener(kind, stay, true);
idle.querySelector("[data-stay]").addEventListener("click", () => idle.close());
setInterval(look, 1000);
