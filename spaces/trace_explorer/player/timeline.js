// The timeline: one row a variable, one tick a change; its history on pointing at it, a click goes to the change.
const MOST_ROWS = 10, WIDE = 1000;
let tracks = [], marker = null;

function readTimeline() {
  const found = new Map();
  run.steps.forEach((step, index) => {
    for (const [owner, name, value] of step.c || []) {
      if (!isShown(value)) continue;
      const key = name + "\u0000" + (owner === 0 ? "" : step.n);
      if (!found.has(key)) found.set(key, { name, changes: [] });
      const { changes } = found.get(key);
      if (changes[changes.length - 1]?.[0] !== index) changes.push([index, value]);
      else changes[changes.length - 1][1] = value;
    }
  });
  const all = [...found.values()];
  const least = all.map(({ changes }) => changes.length).sort((a, b) => b - a)[MOST_ROWS - 1] ?? 0;
  tracks = all.filter(({ changes }) => changes.length >= least).slice(0, MOST_ROWS);
  const last = Math.max(1, run.steps.length - 1);
  const items = tracks.map((track, number) => {
    const button = node("button", "tp-track");
    button.type = "button";
    button.dataset.track = number;
    button.setAttribute("aria-label", `${track.name}: ${track.changes.length} changes. Enter goes to the next one.`);
    const lane = svg("svg", { viewBox: `0 0 ${WIDE} 10`, preserveAspectRatio: "none", "aria-hidden": "true" });
    lane.append(svg("path", { d: track.changes.map(([step]) => `M${Math.round((step / last) * WIDE)} 0v10`).join("") }));
    button.append(node("span", "", track.name), lane);
    return button;
  });
  marker = node("div", "tp-now-mark");
  const lanes = node("div", "tp-lanes");
  lanes.append(marker);
  $("time").replaceChildren(...(items.length ? [...items, lanes] : []));
  $("time").hidden = !items.length;
}

function drawTimeline() {
  if (marker) marker.style.left = (at / Math.max(1, run.steps.length - 1)) * 100 + "%";
}

function stepUnder(event, button) {
  const lane = button.querySelector("svg").getBoundingClientRect();
  return Math.round(((event.clientX - lane.left) / Math.max(1, lane.width)) * (run.steps.length - 1));
}

const nearest = (track, step) => track.changes.reduce((best, one) => (Math.abs(one[0] - step) < Math.abs(best[0] - step) ? one : best));

function history(button, step) {
  const track = tracks[button.dataset.track], tip = $("tip");
  const shown = track.changes.filter(([when]) => !guess.on || when <= guess.seen);
  const place = Math.max(0, shown.findLastIndex(([when]) => when <= step));
  const around = shown.slice(Math.max(0, place - 4), place + 3);
  tip.textContent = track.name + ": " + around.map(([when, value]) => `${value.length > 60 ? value.slice(0, 58) + "…" : value} (step ${when + 1})`).join(" → ");
  tip.hidden = false;
}

function listenTimeline() {
  const time = $("time");
  const button = (event) => event.target.closest?.(".tp-track");
  time.addEventListener("mousemove", (event) => { if (button(event)) history(button(event), stepUnder(event, button(event))); });
  time.addEventListener("focusin", (event) => { if (button(event)) history(button(event), at); });
  for (const away of ["mouseleave", "focusout"]) time.addEventListener(away, () => { $("tip").hidden = true; });
  time.addEventListener("click", (event) => {
    const one = button(event);
    if (!one) return;
    stop();
    const track = tracks[one.dataset.track];
    const after = track.changes.find(([when]) => when > at) ?? track.changes[0];
    move(event.detail === 0 ? after[0] : nearest(track, stepUnder(event, one))[0]);
    history(one, at);
  });
}
