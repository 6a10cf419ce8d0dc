// A station is shared: answers are masked when nobody touches the screen, and no page with answers stays in the history.

import { clear, form, isEmpty } from "./form.js";

const idle = document.querySelector("[data-idle]");
const [askAfter, resetAfter] = [idle.dataset.askAfter, idle.dataset.resetAfter].map(Number);
let lastTouch = performance.now();

async function post(submitter) {
  const response = await fetch(location.pathname, {
    method: "POST",
    body: new URLSearchParams(new FormData(form, submitter)),
  });
  if (response.redirected) leave(response.url);
  else if (response.status === 422) form.submit();
  else throw new Error(response.status);
}

function leave(address) {
  clear();
  location.replace(address);
}

async function startOver() {
  const over = form.querySelector('[name="do"][value="over"]');
  clear();
  await post(over).catch(() => leave(location.pathname));
}

function send(event) {
  // Another language is a page of its own: the browser shows it.
  if (event.submitter?.name === "language") return;
  event.preventDefault();
  const notSent = form.querySelector("[data-not-sent]");
  notSent.hidden = true;
  post(event.submitter).catch(() => (notSent.hidden = false));
}

function isUntouched() {
  const step = form.elements.step.value;
  return isEmpty() && (step === "" || step === "start");
}

function look() {
  const seconds = (performance.now() - lastTouch) / 1000;
  if (seconds >= resetAfter && !(isUntouched() && form.elements.lang.value === "sv")) {
    lastTouch = performance.now();
    startOver();
  } else if (seconds >= askAfter && !idle.open && !isUntouched()) idle.showModal();
}

function stay() {
  lastTouch = performance.now();
}

form.addEventListener("submit", send);
for (const kind of ["pointerdown", "keydown", "input", "timeupdate"]) addEventListener(kind, stay, true);
idle.querySelector("[data-stay]").addEventListener("click", () => idle.close());
setInterval(look, 1000);
