// What everything on the page of a survey needs to do with its form.

export const form = document.querySelector("[data-survey]");
export const part = (name) => form.querySelector(`[data-${name}]`);

export function clear() {
  for (const field of form.elements) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = field.defaultChecked = false;
    else if (field.matches(".input")) field.value = field.defaultValue = "";
  }
}

export function isEmpty() {
  return ![...form.elements].some((field) =>
    field.type === "radio" || field.type === "checkbox" ? field.checked : field.matches(".input") && field.value,
  );
}

// From here on Reload asks for the empty form, also where the page came as the answer to a form that was sent.
history.replaceState(history.state, "");

// A page that the browser kept in memory must not show what was answered on it.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  clear();
  location.replace(location.pathname);
});
