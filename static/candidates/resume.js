// A form that is sent after the session has ended is not lost: what was typed waits in this tab
// while its owner logs in, and lies in the form again afterwards. It is kept from the click to the
// next page only. Passwords, files, and forms that keep their own words are left alone.

const KEY = "resume";
const FORM = "main form[method='post']:not([data-login], [data-writing], [data-unsent])";
const TYPED = "textarea, select, input:is([type=text], [type=email], [type=tel], [type=number], [type=date], [type=time], [type=url]), input:not([type])";

const TICKED = "input:is([type=checkbox], [type=radio])";

const who = document.querySelector(".menu-head")?.textContent.trim();
const door = document.querySelector("[data-login]");

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function keep(value) {
  try {
    if (value) sessionStorage.setItem(KEY, JSON.stringify(value));
    else sessionStorage.removeItem(KEY);
  } catch {
    // no storage: the browser's own way back still has the words
  }
}

const before = kept();
if (before && door) {
  keep({ ...before, asked: true });
} else {
  keep(null);
  if (before?.asked && before.who === who && before.path === location.pathname) {
    const form = [...document.querySelectorAll(FORM)].find((each) => each.action === before.action);
    for (const [place, name, value] of before.typed) {
      const field = form?.elements[place];
      if (field?.name !== name) continue;
      if (field.matches(TICKED)) field.checked = value;
      else if (field.matches(TYPED)) field.value = value;
    }
    form?.closest("details")?.setAttribute("open", "");
    form?.querySelector(TYPED)?.focus();
  }
}

document.addEventListener("submit", ({ target }) => {
  if (!who || !target.matches(FORM)) return;
  const typed = [...target.elements].flatMap((field, place) => {
    if (field.matches(TICKED)) return [[place, field.name, field.checked]];
    return field.matches(TYPED) ? [[place, field.name, field.value]] : [];
  });
  keep({ who, path: location.pathname, action: target.action, typed });
});
