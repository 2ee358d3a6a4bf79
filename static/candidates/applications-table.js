// Conveniences of the table: tick all (and ranges, with Shift), count them, filter on choosing.
const form = document.querySelector("[data-bulk]");

if (form) {
  const all = form.querySelector("[data-tick-all]");
  const ticks = [...form.querySelectorAll("input[name='application_ids']")];
  const ticked = form.querySelector("[data-ticked]");
  let last = null;

  const count = () => {
    const amount = ticks.filter((tick) => tick.checked).length;
    if (ticked) ticked.textContent = amount ? `(${amount})` : "";
    if (all) {
      all.checked = amount === ticks.length;
      all.indeterminate = amount > 0 && amount < ticks.length;
    }
  };

  if (all) {
    all.hidden = false;
    all.addEventListener("change", () => {
      for (const tick of ticks) tick.checked = all.checked;
      count();
    });
  }
  form.addEventListener("click", (event) => {
    const index = ticks.indexOf(event.target);
    if (index < 0) return;
    if (event.shiftKey && last !== null) {
      const [from, to] = [Math.min(index, last), Math.max(index, last)];
      for (const tick of ticks.slice(from, to + 1)) tick.checked = event.target.checked;
    }
    last = index;
    count();
  });
  form.elements.reason?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-on-enter]"));
  });
  count();
}

for (const control of document.querySelectorAll(".filters select, .filters input[type='checkbox']")) {
  control.addEventListener("change", () => control.form.requestSubmit());
}
