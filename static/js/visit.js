// One visit on a page that is the answer to a form that was sent: it ends when nobody is there, and is not shown again.

const form = document.querySelector("[data-survey]");

form.addEventListener("over", () => form.requestSubmit(form.querySelector('[name="do"][value="over"]')));

// From here on Reload and Back ask for the empty form.
history.replaceState(history.state, "");

// A page that the browser kept in memory must not show what was on it.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(location.pathname);
});
