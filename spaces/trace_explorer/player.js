// The trace player: shows a run that the server recorded. All of the run's text is put in with textContent.
const $ = (name) => element.querySelector(".tp-" + name);
let run = null, at = 0, timer = null, marks = [], rows = [], painted = -1, shown = null;

function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// What every frame holds after step `to`: replayed forward, or from the start when going back.
function stateAt(to) {
  if (!shown || shown.at > to) shown = { at: -1, frames: new Map(), around: new Map(), stack: [], out: [] };
  for (let i = shown.at + 1; i <= to; i++) {
    const step = run.steps[i];
    shown.around.set(step.f, step.q);
    if (step.e === "call") shown.stack.push([step.f, step.n]);
    while (shown.stack.length && shown.stack.length > step.d && step.e !== "return" && step.e !== "yield") shown.stack.pop();
    for (const [owner, name, value] of step.c || []) {
      if (!shown.frames.has(owner)) shown.frames.set(owner, new Map());
      if (value === "<unbound>") shown.frames.get(owner).delete(name); else shown.frames.get(owner).set(name, value);
    }
    if (step.o) shown.out.push(step.o);
  }
  shown.at = to;
  return shown;
}

function drawCode() {
  const box = $("code");
  box.replaceChildren();
  rows = run.code.map((line, index) => {
    const row = node("div", "tp-row");
    row.setAttribute("role", "listitem");
    row.append(node("span", "tp-no", String(index + 1)), node("span", "", line));
    box.append(row);
    return row;
  });
}

function drawText() {
  const box = $("text");
  box.replaceChildren();
  marks = [];
  let step = -1;
  for (const [words, standing, where, note] of run.text) {
    const piece = node("span", standing ? "tp-mark tp-is-" + standing : "", words);
    if (standing) {
      if (where >= 0) step = where;
      piece.dataset.note = note;
      piece.tabIndex = 0;
      const moment = where >= 0 ? "step " + (where + 1) + ", line " + run.steps[where].l : "no moment of the run";
      piece.title = standing + " (" + note + ") at " + moment;
      piece.setAttribute("aria-label", words + ": " + piece.title);
      const show = () => { if (where >= 0) { stop(); go(where, true); } };
      piece.addEventListener("click", show);
      piece.addEventListener("keydown", (event) => { if (event.key === "Enter") show(); });
    }
    marks.push([piece, step]);
    box.append(piece);
  }
}

function go(to, keep) {
  if (!run || !run.steps.length) return;
  at = Math.max(0, Math.min(run.steps.length - 1, to));
  const step = run.steps[at], state = stateAt(at);
  $("slider").value = at;
  $("count").textContent = "step " + (at + 1) + " of " + run.steps.length;
  if (painted >= 0 && rows[painted]) rows[painted].classList.remove("tp-now");
  painted = step.l - 1;
  if (rows[painted]) {
    rows[painted].classList.add("tp-now");
    const box = $("code"), top = rows[painted].offsetTop - box.offsetTop;
    if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - 30) box.scrollTop = top - box.clientHeight / 2;
  }
  drawVariables(step, state);
  const stack = $("stack");
  stack.replaceChildren(...[["", "module"], ...state.stack].map(([, name]) => node("li", "", name)));
  $("out").textContent = state.out.join("");
  let here = null;
  for (const [piece, moment] of marks) {
    piece.classList.toggle("tp-later", moment > at);
    const now = moment === at && piece.classList.contains("tp-mark");
    piece.classList.toggle("tp-here", now);
    if (now && !here) here = piece;
  }
  if (here && !keep) {
    const box = $("text"), top = here.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top > box.scrollTop + box.clientHeight - 40) box.scrollTop = top - box.clientHeight / 2;
  }
}

function drawVariables(step, state) {
  const table = $("vars");
  const changed = new Set((step.c || []).map(([owner, name]) => owner + "/" + name));
  const made = [];
  const visible = [];
  for (let frame = step.f; frame !== undefined && frame >= 0; frame = state.around.get(frame)) visible.push(frame);
  for (const owner of new Set([...visible, 0])) {
    for (const [name, value] of state.frames.get(owner) || []) {
      if (value.startsWith("<")) continue;
      const fresh = changed.has(owner + "/" + name);
      const row = node("tr", fresh ? "tp-new" : "");
      row.append(node("td", "", owner === step.f ? name : name + " (outer)"), node("td", "", value));
      if (fresh) row.title = "just changed";
      made.push(row);
    }
  }
  table.replaceChildren(...made);
}

function stop() { clearInterval(timer); timer = null; $("play").textContent = "▶ Play"; $("play").setAttribute("aria-label", "Play"); }
function play() {
  if (timer) return stop();
  if (at >= run.steps.length - 1) go(0);
  $("play").textContent = "■ Stop";
  $("play").setAttribute("aria-label", "Stop");
  const pace = Math.max(1, Math.ceil(run.steps.length / 300));
  timer = setInterval(() => { if (at >= run.steps.length - 1) stop(); else go(at + pace); }, 120);
}

function load() {
  stop();
  try { run = JSON.parse(props.value || "null"); } catch (error) { run = null; }
  shown = null; painted = -1; at = 0;
  element.querySelector(".tp").hidden = !run;
  if (!run) return;
  $("outcome").textContent = run.outcome;
  $("proved").textContent = run.claims ? run.proved + " of " + run.claims + " claims proved" : "";
  drawCode(); drawText();
  $("slider").max = Math.max(0, run.steps.length - 1);
  if (run.steps.length) { go(0); if (run.play) play(); } else { $("count").textContent = "no steps"; drawVariables({}, { frames: new Map(), around: new Map() }); }
  if (!run.steps.length) { $("stack").replaceChildren(); $("out").textContent = ""; }
}

element.addEventListener("click", (event) => {
  const has = (name) => event.target.classList.contains("tp-" + name);
  if (!run) return;
  if (has("play")) play();
  else if (has("first")) { stop(); go(0); }
  else if (has("back")) { stop(); go(at - 1); }
  else if (has("next")) { stop(); go(at + 1); }
  else if (has("last")) { stop(); go(run.steps.length - 1); }
});
element.addEventListener("input", (event) => { if (event.target.classList.contains("tp-slider")) { stop(); go(Number(event.target.value)); } });
element.addEventListener("keydown", (event) => {
  if (!run || event.target.classList.contains("tp-slider") || event.ctrlKey || event.altKey || event.metaKey) return;
  const moves = { ArrowRight: () => go(at + 1), ArrowLeft: () => go(at - 1), Home: () => go(0), End: () => go(run.steps.length - 1) };
  if (event.key === " " && event.target.tagName !== "BUTTON") { event.preventDefault(); play(); }
  else if (moves[event.key]) { event.preventDefault(); stop(); moves[event.key](); }
});
watch("value", load);
load();
