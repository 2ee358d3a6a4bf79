// Shortcuts on the board: cards can be dragged, and a card's menu opens in place.
// Without this file the menu is a page of its own, and nothing is missing.
import Sortable from "../vendor/sortablejs/modular/sortable.esm.js";

function targetsOf(list) {
  return list.dataset.targets.split(" ").filter(Boolean);
}

function mark(from) {
  const targets = from ? targetsOf(from) : [];
  for (const list of document.querySelectorAll(".board-cards")) {
    const column = list.closest(".board-column");
    const fits = targets.includes(list.dataset.state);
    column.classList.toggle("is-target", Boolean(from) && fits);
    column.classList.toggle("is-closed-to-it", Boolean(from) && !fits && list !== from);
  }
}

// Sortable leaves a card in the last column that took it, wherever it is let go.
function liesUnder(event) {
  const point = event.originalEvent.changedTouches?.[0] ?? event.originalEvent;
  const under = document.elementFromPoint(point.clientX, point.clientY);
  return under?.closest(".board-column") === event.to.closest(".board-column");
}

function makeDraggable() {
  const frame = document.querySelector("#board[data-may-move]:not(.can-drag)");
  if (!frame || !window.htmx) return;
  frame.classList.add("can-drag");
  for (const list of frame.querySelectorAll(".board-cards")) {
    Sortable.create(list, {
      draggable: ".board-card",
      filter: ".board-steps, .board-menu",
      preventOnFilter: false,
      sort: false,
      delay: 250,
      delayOnTouchOnly: true,
      animation: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      group: {
        name: "board",
        put: (to, from) => targetsOf(from.el).includes(to.el.dataset.state),
      },
      onStart: (event) => mark(event.from),
      onEnd: (event) => {
        mark(null);
        if (event.to === event.from) return;
        if (!liesUnder(event)) {
          // let go over a column that does not take it: back to where it was
          event.from.insertBefore(event.item, event.from.children[event.oldIndex] ?? null);
          return;
        }
        window.htmx.ajax("POST", event.item.dataset.move, {
          source: "#board",
          target: "#board",
          swap: "outerHTML",
          values: { to: event.to.dataset.state, origin: "board" },
        });
      },
    });
  }
}

function close(link) {
  link.setAttribute("aria-expanded", "false");
  link.closest(".board-card").querySelector("[data-steps]")?.remove();
}

async function open(link) {
  const response = await fetch(link.href, { headers: { "HX-Request": "true" } });
  if (!response.ok) {
    window.location.href = link.href;
    return;
  }
  const card = link.closest(".board-card");
  card.insertAdjacentHTML("beforeend", await response.text());
  link.setAttribute("aria-expanded", "true");
  const steps = card.querySelector("[data-steps]");
  window.htmx?.process(steps);
  steps.querySelector("button, a")?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".board-menu");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const wasOpen = link.getAttribute("aria-expanded") === "true";
  for (const other of document.querySelectorAll(".board-menu[aria-expanded='true']")) close(other);
  if (!wasOpen) open(link);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const link = event.target.closest(".board-card")?.querySelector(".board-menu[aria-expanded='true']");
  if (link) {
    close(link);
    link.focus();
  }
});

document.addEventListener("htmx:after:swap", makeDraggable);
if (window.htmx) makeDraggable();
else window.addEventListener("load", makeDraggable);
