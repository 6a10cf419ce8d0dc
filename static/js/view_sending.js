// Asks whether the network is there before the form leaves the page, so that what was typed is kept when it is not.

const form = document.querySelector("[data-survey]");
const notSent = form.querySelector("[data-not-sent]");
const endings = ["over", "hide"];
let busy = false;
let isReachable = false;

function clear() {
  for (const field of form.elements) {
    if (field.type === "radio") field.checked = field.defaultChecked = false;
    else if (field.matches(".input")) field.value = field.defaultValue = "";
  }
}

// No network: a new form on the same page, with a new id, or it would pass for the one before.
function beginHere() {
  clear();
  const key = crypto.getRandomValues(new Uint8Array(16));
  form.elements.submission.value = [...key].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  form.dispatchEvent(new Event("begin"));
  scrollTo(0, 0);
}

function leave(button) {
  if (endings.includes(button?.value)) clear();
  isReachable = true;
  form.requestSubmit(button);
}

async function look(button) {
  busy = true;
  notSent.hidden = true;
  const reached = await fetch(form.dataset.check, { method: "HEAD", cache: "no-store" }).catch(() => null);
  busy = false;
  if (reached) leave(button);
  else if (endings.includes(button?.value)) beginHere();
  else notSent.hidden = false;
}

form.addEventListener("submit", (event) => {
  if (isReachable) return;
  event.preventDefault();
  if (!busy) look(event.submitter);
});
form.addEventListener("over", () => form.requestSubmit(form.querySelector("[value=over]")));

// A page that the browser kept in memory: it may be sent again, and at a station it is somebody else's.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  isReachable = false;
  if (!document.body.classList.contains("kiosk")) return;
  clear();
  location.replace(form.getAttribute("action"));
});
