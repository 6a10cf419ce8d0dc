// One question at a time. After a refused form the long page stays, so that every error is in sight.

const form = document.querySelector("[data-survey]");
const part = (name) => form.querySelector(`[data-${name}]`);

const atStation = document.body.classList.contains("kiosk");
const steps = [...form.querySelectorAll("[data-step]")];
const questions = steps.filter((step) => "question" in step.dataset);
let current;

const isAsked = (step) => {
  if (!step.dataset.if) return true;
  const codes = step.dataset.codes.split(" ");
  const opener = steps.find((earlier) => earlier.id === step.dataset.if);
  return isAsked(opener) && new FormData(form).getAll(step.dataset.if).some((code) => codes.includes(code));
};

const neighbour = (direction) => {
  let index = steps.indexOf(current);
  do index += direction;
  while (steps[index] && !isAsked(steps[index]));
  return steps[index];
};

function show(step) {
  current = step;
  for (const other of steps) other.hidden = other !== step;
  form.elements.step.value = step.dataset.step;
  const [first, last] = [steps[0], steps.at(-1)];
  part("back").hidden = step === first;
  part("next").hidden = step === last;
  part("send").hidden = step !== last;
  part("next").textContent = step === first ? part("next").dataset.startText : nextText;
  part("title").classList.toggle("unseen", step !== first);
  form.querySelector(".unless-start")?.toggleAttribute("hidden", step === first);
  showProgress(step);
}

function showProgress(step) {
  const number = questions.indexOf(step) + 1;
  const text = form.dataset.progress.replace("{number}", number).replace("{total}", questions.length);
  part("progress-text").textContent = number ? text : "";
  part("progress-bar").value = step === steps.at(-1) ? questions.length : Math.max(number - 1, 0);
}

function go(step) {
  if (!step) return;
  show(step);
  // On an own device the browser's Back button means the question before.
  if (!atStation) history.pushState({ step: step.dataset.step }, "");
  land(step);
}

function land(step) {
  (step === steps[0] ? part("title") : step.querySelector("h2") ?? step).focus({ preventScroll: true });
  scrollTo(0, 0);
}

function back() {
  if (atStation || !history.state?.step) go(neighbour(-1));
  else history.back();
}

// At a station a tap on one choice stores it and goes on. Keys and switches give clicks without a pointer: they use Next.
function tapped(event) {
  if (event.target.type === "radio" && event.detail) go(neighbour(+1));
}

// The second half of a double tap meets the next screen: it neither answers nor sends there.
function ignoreSecondTap(event) {
  if (event.detail < 2 || !event.target.matches("[type=radio], [data-send]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function keepAlone(event) {
  const tick = event.target;
  if (tick.type !== "checkbox" || !tick.checked) return;
  for (const other of form.querySelectorAll(`[name="${tick.name}"]`)) {
    if (other !== tick && ("exclusive" in tick.dataset || "exclusive" in other.dataset)) other.checked = false;
  }
}

function enterMeansNext(event) {
  if (event.key !== "Enter" || !event.target.matches("input") || current === steps.at(-1)) return;
  event.preventDefault();
  go(neighbour(+1));
}

// Another language in the middle is a new page: Back still means the question before.
function resume(step) {
  for (const before of atStation ? [] : steps.slice(0, steps.indexOf(step)).filter(isAsked)) {
    history.replaceState({ step: before.dataset.step }, "");
    history.pushState({ step: step.dataset.step }, "");
  }
  show(step);
  if (step !== steps[0]) land(step);
}

form.addEventListener("click", keepAlone);
const nextText = part("next")?.textContent;
if (!("oneQuestion" in form.dataset) && !document.querySelector(".error-summary")) {
  form.classList.add("steps");
  form.addEventListener("click", ignoreSecondTap, true);
  part("next").addEventListener("click", () => go(neighbour(+1)));
  part("back").addEventListener("click", back);
  form.addEventListener("keydown", enterMeansNext);
  form.addEventListener("begin", () => go(steps[0]));
  if (atStation) form.addEventListener("click", tapped);
  addEventListener("popstate", (event) => {
    show(steps.find((step) => step.dataset.step === event.state?.step) ?? steps[0]);
    land(current);
  });
  resume(steps.find((step) => step.dataset.step === form.elements.step.value) ?? steps[0]);
}
