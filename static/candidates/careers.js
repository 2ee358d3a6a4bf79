// Tells us the clock that the candidate lives by, so that times are shown in it. Optional.
const field = document.querySelector("input[name='time_zone']");
if (field) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
}
