// Sends the form without leaving it, so that answers are kept when the network fails, and no page with answers stays in the history.

import { clear, form, part } from "./form.js";

const ends = form.querySelector('[name="do"][value="over"]');

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

function leave(address) {
  clear();
  location.replace(address);
}

async function send(button) {
  part("not-sent").hidden = true;
  await post(button).catch(() => (part("not-sent").hidden = false));
}

export async function startOver() {
  clear();
  await post(ends).catch(beginHere);
}

// No network: a new form on the same page. With a new id, or it would pass for the form before, sent once more.
function beginHere() {
  const key = crypto.getRandomValues(new Uint8Array(16));
  form.elements.submission.value = [...key].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  part("not-sent").hidden = true;
  form.dispatchEvent(new Event("begin"));
}

form.addEventListener("submit", (event) => {
  const button = event.submitter;
  // Another language is a page of its own: the browser shows it.
  if (button?.name === "language") return;
  event.preventDefault();
  if (button?.name === "do" && button.value !== "send") startOver();
  else send(button);
});
