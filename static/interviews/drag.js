// Sessions in the drawn timetable are dragged, or moved by the keyboard. Nothing moves before a
// person has read what would break: the server judges each place and answers with the sentences
// and a button. Without this, the table below leads to the same sessions.
const GRID = 5;
const svg = document.querySelector(".timetable-lanes svg[data-minute]");
const blocks = svg ? [...svg.querySelectorAll("a[data-move]")] : [];
const aMinute = svg ? Number(svg.dataset.minute) : 1;
const by = new URLSearchParams(location.search).get("by") || "candidate";
const lanes = svg
  ? [...svg.querySelectorAll("[data-lane-key]")].map((each) => ({
      key: each.dataset.laneKey,
      top: Number(each.dataset.top),
      height: Number(each.dataset.height),
    }))
  : [];
const crossing = by === "room" || by === "interviewer";
let held = null; // the session that is on its way: block, shift in minutes, lane
let timer = 0;
let swallowed = false;

function laneOf(block) {
  return lanes.findIndex((lane) => lane.key === block.dataset.lane);
}

function draw() {
  const { block, shift, lane } = held;
  const from = lanes[laneOf(block)];
  const dy = crossing && from && lanes[lane] ? lanes[lane].top - from.top : 0;
  block.firstElementChild.setAttribute("transform", `translate(${shift * aMinute} ${dy})`);
  block.classList.add("is-moved");
}

function ask() {
  const { block, shift, lane } = held;
  const url = new URL(block.dataset.move, location.href);
  url.searchParams.set("shift", shift);
  const to = lanes[lane];
  if (crossing && to && to.key !== block.dataset.lane) {
    if (by === "room") url.searchParams.set("room", to.key);
    else {
      url.searchParams.set("from", block.dataset.lane);
      url.searchParams.set("to", to.key);
    }
  }
  window.htmx.ajax("GET", url.pathname + url.search, { target: "#place", swap: "outerHTML" });
}

function askSoon(wait) {
  clearTimeout(timer);
  timer = setTimeout(() => held && ask(), wait);
}

function hold(block) {
  if (held && held.block !== block) leave();
  if (!held) held = { block, shift: 0, lane: laneOf(block) };
}

function leave() {
  if (!held) return;
  clearTimeout(timer);
  held.block.firstElementChild.removeAttribute("transform");
  held.block.classList.remove("is-moved");
  held = null;
  const place = document.getElementById("place");
  if (place) place.replaceChildren();
  if (place) place.className = "";
}

function put(shift, lane) {
  if (shift === held.shift && lane === held.lane) return;
  held.shift = shift;
  held.lane = lane;
  draw();
  askSoon(150);
}

function pointed(event) {
  const box = svg.getBoundingClientRect();
  const y = ((event.clientY - box.top) * svg.viewBox.baseVal.height) / box.height;
  const found = lanes.findIndex((lane) => y >= lane.top && y < lane.top + lane.height);
  return found < 0 ? held.lane : found;
}

function onPointerDown(event) {
  if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls, and taps
  const block = event.currentTarget;
  const from = { x: event.clientX, begun: held && held.block === block ? held.shift : 0 };
  let dragged = false;
  const move = (moved) => {
    if (!dragged && Math.hypot(moved.clientX - from.x, moved.clientY - event.clientY) < 4) return;
    dragged = true;
    hold(block);
    const minutes = from.begun + (moved.clientX - from.x) / aMinute;
    put(Math.round(minutes / GRID) * GRID, crossing ? pointed(moved) : held.lane);
  };
  const up = () => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    swallowed = dragged; // the click that ends a drag follows no link
    setTimeout(() => (swallowed = false), 0);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", up);
}

function neighbour(block, key) {
  const here = block.getBBox();
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
  let best = null;
  let least = Infinity;
  for (const other of blocks) {
    const box = other.getBBox();
    const dx = box.x - here.x;
    const dy = box.y - here.y;
    if (other === block || dx * way[0] + dy * way[1] <= 0) continue;
    const far = way[0] ? Math.abs(dx) + 20 * Math.abs(dy) : Math.abs(dy) * 3 + Math.abs(dx);
    if (far < least) {
      least = far;
      best = other;
    }
  }
  return best;
}

function onKeyDown(event) {
  const block = event.currentTarget;
  if (event.key === "Escape" && held) {
    leave();
    event.preventDefault();
    return;
  }
  if (event.key === "Enter" && held && held.block === block) {
    const button = document.querySelector("#place [data-place]");
    if (button) {
      button.focus();
      event.preventDefault();
    }
    return;
  }
  if (!event.key.startsWith("Arrow") || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (event.shiftKey) {
    hold(block);
    const sideways = { ArrowLeft: -GRID, ArrowRight: GRID }[event.key] || 0;
    const across = crossing ? { ArrowUp: -1, ArrowDown: 1 }[event.key] || 0 : 0;
    const lane = Math.min(Math.max(held.lane + across, 0), lanes.length - 1);
    put(held.shift + sideways, lane);
    return;
  }
  const next = neighbour(block, event.key);
  if (!next) return;
  block.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

for (const block of blocks) {
  block.addEventListener("pointerdown", onPointerDown);
  block.addEventListener("keydown", onKeyDown);
  block.addEventListener("click", (event) => swallowed && event.preventDefault());
  block.addEventListener("dragstart", (event) => event.preventDefault());
}
if (blocks.length) {
  blocks[0].tabIndex = 0; // the others are reached by the arrow keys
  svg.classList.add("is-movable");
  document.getElementById("drag-help").hidden = false;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#place [data-place='leave']");
    if (!button || !held) return;
    event.preventDefault();
    const block = held.block;
    leave();
    block.focus();
  });
}
