// Ticking all drafts at once. Everything works without it.
const all = document.querySelector("[data-tick-all]");
if (all) {
  all.closest("[data-all]").hidden = false;
  const boxes = [...document.querySelectorAll("input[name='message_ids']")];
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  for (const box of boxes) {
    box.addEventListener("change", () => {
      all.checked = boxes.every((each) => each.checked);
    });
  }
}
