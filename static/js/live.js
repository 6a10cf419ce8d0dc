// Fetches the part of the page that counts again, while somebody is there to see it.
// It stops when nobody has touched the page for ten minutes, so that it keeps nobody signed in.

const EVERY = 30_000;
const MOST = 20;
let left = MOST;

async function refresh() {
  if (document.hidden || left <= 0) return;
  left -= 1;
  const response = await fetch(location.pathname);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!fresh.querySelector("[data-live]")) return;
  for (const part of ["h1", "[data-live]"]) document.querySelector(part).replaceWith(fresh.querySelector(part));
}

for (const touched of ["pointerdown", "keydown"]) addEventListener(touched, () => (left = MOST));
setInterval(() => refresh().catch(() => {}), EVERY);
