// The live board asks again and again; a new board must not close what somebody has opened, nor
// take the keyboard away from the button that they are on. Everything works without it.
const kept = { open: [], focused: "" };

document.addEventListener("htmx:before:swap", () => {
  kept.open = [...document.querySelectorAll("#board details[open][id]")].map((each) => each.id);
  const active = document.activeElement;
  kept.focused = active && active.closest("#board") ? active.id : "";
});

document.addEventListener("htmx:after:swap", () => {
  for (const id of kept.open) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  const focused = kept.focused && document.getElementById(kept.focused);
  if (focused && focused !== document.activeElement) focused.focus({ preventScroll: true });
});
