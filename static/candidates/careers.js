// Tells us the clock that the candidate lives by, so that times are shown in it; and says of a file
// that is too large before minutes are spent on sending it. Optional.
const field = document.querySelector("input[name='time_zone']");
if (field) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
}

function refuse(chosen) {
  const isTooLarge = [...chosen.files].some((file) => file.size > Number(chosen.dataset.largest));
  let said = chosen.parentElement.querySelector("[data-refused]");
  if (!said) {
    said = document.createElement("p");
    said.className = "field-error";
    said.role = "alert";
    said.dataset.refused = "";
    chosen.after(said);
  }
  said.textContent = isTooLarge ? chosen.dataset.tooLarge : "";
  chosen.classList.toggle("is-invalid", isTooLarge);
  if (isTooLarge) chosen.value = "";
}

for (const chosen of document.querySelectorAll("input[type='file'][data-largest]")) {
  chosen.addEventListener("change", () => refuse(chosen));
}
