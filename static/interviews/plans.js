// The sum of the weights while one types. Without it the sum shows after saving.
const total = document.querySelector("[data-total]");
const weights = [...document.querySelectorAll("[data-weight]")];

function addUp() {
  const sum = weights.reduce((before, input) => before + (Number(input.value) || 0), 0);
  total.textContent = String(sum);
  total.classList.toggle("bad", sum !== 100);
}

for (const input of weights) input.addEventListener("input", addUp);
if (total) addUp();
