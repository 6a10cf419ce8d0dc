// What the survey and the station both need to do with the form.

export const form = document.querySelector("[data-survey]");

export function clear() {
  for (const field of form.elements) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = false;
    else if (field.matches(".input")) field.value = "";
  }
}

export function isEmpty() {
  return ![...form.elements].some((field) =>
    field.type === "radio" || field.type === "checkbox" ? field.checked : field.matches(".input") && field.value,
  );
}

// A page that the browser kept in memory must not show what was answered on it.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  clear();
  location.replace(location.pathname);
});
