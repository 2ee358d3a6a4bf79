// A tap notes the moment of a probe, on the exercise's clock, without leaving the page. Without
// this file the buttons send the scorecard's form, which saves everything else as well.

const timer = document.querySelector("[data-timer]");

for (const line of document.querySelectorAll("[data-probe-said]")) {
  const button = line.querySelector("[data-probe-button]");
  if (!button) continue;
  const clock = line.querySelector("[data-probe-clock]");
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const isSaid = button.getAttribute("aria-pressed") === "true";
    const body = new URLSearchParams({
      csrfmiddlewaretoken: button.form.querySelector("[name=csrfmiddlewaretoken]").value,
    });
    if (isSaid) body.set("back", "1");
    else if (timer?.timer) body.set("seconds", Math.floor(timer.timer.now()));
    button.disabled = true;
    try {
      const response = await fetch(line.dataset.url, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
      const answer = await response.json();
      if (!response.ok) {
        clock.textContent = answer.message;
        return;
      }
      button.setAttribute("aria-pressed", String(answer.said));
      button.classList.toggle("btn-primary", !answer.said);
      button.textContent = answer.said ? button.dataset.saidWords : button.dataset.sayWords;
      clock.textContent = answer.said ? answer.clock || "✓" : "";
    } catch {
      clock.textContent = button.form.dataset.offline ?? "";
    } finally {
      button.disabled = false;
      button.focus();
    }
  });
}
