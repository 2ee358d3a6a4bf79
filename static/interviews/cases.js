// Says when a mail has come in while somebody works. The mail itself comes with the page: what is
// typed is saved before it loads.

const SECOND = 1000;

for (const waiting of document.querySelectorAll("[data-arrives-in]")) {
  const told = waiting.parentElement.querySelector("[data-arrived]");
  waiting.querySelector("[data-waiting]").hidden = true;
  waiting.hidden = true;
  setTimeout(() => {
    told.hidden = false;
  }, Number(waiting.dataset.arrivesIn) * SECOND);
}

for (const link of document.querySelectorAll("[data-show-mail]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.hash = new URL(link.href).hash;
    location.reload();
  });
}
