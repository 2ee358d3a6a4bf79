// Runs before the first paint: a viewer who has not chosen gets what the device prefers.
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function follow() {
  if (root.dataset.theme === "auto") {
    root.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  }
}

follow();
dark.addEventListener("change", follow);
