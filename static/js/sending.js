// Sends the form without leaving it, so that answers are kept when the network fails, and no page with answers stays in the history.

const form = document.querySelector("[data-survey]");
const notSent = form.querySelector("[data-not-sent]");

function clear() {
  for (const field of form.elements) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.defaultChecked = false;
    else if (field.matches(".input")) field.value = field.defaultValue = "";
  }
}

function leave(address) {
  clear();
  location.replace(address);
}

async function post(button) {
  const response = await fetch(location.pathname, {
    method: "POST",
    body: new URLSearchParams(new FormData(form, button)),
  });
  // Refused: the browser sends it once more and shows the page that says what is wrong.
  if (response.status === 422) form.submit();
  else if (response.redirected || response.status === 410) leave(response.url);
  else throw new Error(response.status);
}

async function send(button) {
  notSent.hidden = true;
  await post(button).catch(() => (notSent.hidden = false));
}

async function startOver() {
  clear();
  await post(form.querySelector('[name="do"][value="over"]')).catch(beginHere);
}

// No network: a new form on the same page. With a new id, or it would pass for the form before, sent once more.
function beginHere() {
  const key = crypto.getRandomValues(new Uint8Array(16));
  form.elements.submission.value = [...key].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  notSent.hidden = true;
  form.dispatchEvent(new Event("begin"));
}

form.addEventListener("over", startOver);
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  // Another language is a page of its own: the browser shows it.
  if (button?.name === "language") return;
  event.preventDefault();
  if (button?.name === "do" && button.value !== "send") startOver();
  else send(button);
});

// From here on Reload asks for the empty form, also where the page came as the answer to a form that was sent.
history.replaceState(history.state, "");

// A page that the browser kept in memory must not show what was answered on it.
addEventListener("pageshow", (event) => {
  if (event.persisted) leave(location.pathname);
});
