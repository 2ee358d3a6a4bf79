// What somebody types into a form lies in this tab until it has been sent: a connection that
// breaks, a reload or the browser's own error page loses nothing. [data-unsent] names the form;
// [data-arrived] on a later page says that it came. What was changed elsewhere since stays as it
// is there. Files cannot be kept. Without this file the form is sent as ever.

const SLOW = 1000; // milliseconds on its way before that is said
const TYPED = "textarea, input:is([type=text], [type=email], [type=tel])";

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function write(key, kept) {
  try {
    sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // no storage (forbidden, full): the page itself still holds the words
  }
}

function watch(form) {
  const key = `unsent:${form.dataset.unsent}`;
  const told = form.querySelector("[data-offline]");
  const sending = form.querySelector("[data-sending]");
  const kept = read(key);
  for (const field of form.querySelectorAll(TYPED)) {
    const { upon, typed } = kept[field.name] ?? {};
    if (upon === field.defaultValue && field.value === upon) field.value = typed;
    field.addEventListener("input", () => {
      write(key, { ...read(key), [field.name]: { upon: field.defaultValue, typed: field.value } });
    });
  }
  const tell = () => {
    told.hidden = navigator.onLine;
  };
  for (const happens of ["online", "offline"]) addEventListener(happens, tell);
  tell();
  let onItsWay;
  addEventListener("pageshow", () => {
    clearTimeout(onItsWay);
    sending.hidden = true;
  });
  form.addEventListener("submit", (event) => {
    tell();
    if (navigator.onLine) {
      onItsWay = setTimeout(() => {
        sending.hidden = false;
        sending.textContent = sending.dataset.words;
        sending.scrollIntoView({ block: "nearest" });
      }, SLOW);
      return;
    }
    event.preventDefault();
    told.scrollIntoView({ block: "center" });
  });
}

for (const form of document.querySelectorAll("[data-unsent]")) watch(form);
for (const page of document.querySelectorAll("[data-arrived]")) sessionStorage.removeItem(`unsent:${page.dataset.arrived}`);
