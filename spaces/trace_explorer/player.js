// The trace player: shows a run that the server recorded. All of the run's text is put in as text, never as markup.
// Runs once for each player, with `element`, `props` and `watch` from Gradio. `props.value` is the JSON of showing.payload.
const $ = (name) => element.querySelector(".tp-" + name);
const SHOT = 256; // the state is kept every so many steps, so that going back is cheap
let run = null, at = 0, timer = null, rows = [], lit = -1, peeked = -1;
let state = null, shots = [];
let flow = [], claims = [], byStep = new Map(), here = [], furthest = 0, focused = -1;
let paragraphs = [], made = 0, edge = 0; // of the text: what is in the page, and the paragraph in which the current step lies
let written = 0, scrolling = 0;
const CHUNK = 40; // paragraphs that the browser lays out, or leaves alone, together

function node(tag, className, text) {
  const fresh = document.createElement(tag);
  if (className) fresh.className = className;
  if (text !== undefined) fresh.textContent = text;
  return fresh;
}

// ---- The state after a step: what each frame holds, which frame surrounds which, and the stack.

function copyOf(old) {
  const frames = new Map();
  for (const [frame, names] of old.frames) frames.set(frame, new Map(names));
  return { at: old.at, frames, around: new Map(old.around), stack: old.stack.map((entry) => [...entry]) };
}

function stateAt(to) {
  if (state.at > to) state = copyOf(shots[Math.floor((to + 1) / SHOT)]);
  while (state.at < to) {
    apply(run.steps[++state.at]);
    if ((state.at + 1) % SHOT === 0 && !shots[(state.at + 1) / SHOT]) shots[(state.at + 1) / SHOT] = copyOf(state);
  }
  return state;
}

function apply(step) {
  state.around.set(step.f, step.q);
  state.stack.length = Math.min(state.stack.length, step.d + 1);
  state.stack[step.d] = [step.f, step.n, step.l];
  for (const [owner, name, value] of step.c || []) {
    if (!state.frames.has(owner)) state.frames.set(owner, new Map());
    const names = state.frames.get(owner);
    if (value === "<unbound>") names.delete(name);
    else names.set(name, value);
  }
}

// ---- Drawing a step.

function drawCode() {
  rows = run.code.map((line, index) => {
    const row = node("div", "tp-row");
    row.append(node("span", "tp-no", String(index + 1)), node("span", "tp-line", line));
    return row;
  });
  $("code").replaceChildren(...rows);
}

function intoView(box, part) {
  const outer = box.getBoundingClientRect(), inner = part.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom - 8) box.scrollTop += inner.top - outer.top - outer.height / 2;
}

// Asking where things stand makes the browser lay out the page: once a frame, when all is drawn.
function scrollSoon(keepText) {
  cancelAnimationFrame(scrolling);
  scrolling = requestAnimationFrame(() => {
    if (rows[lit]) intoView($("code"), rows[lit]);
    if (!keepText) { const told = lastTold(); if (told) intoView($("text"), told.span); }
  });
}

// The claim that is lit, else the last words that were told so far: a step may have none of its own.
function lastTold() {
  if (here.length || !paragraphs.length) return here[here.length - 1];
  return paragraphs[edge].pieces.filter((piece) => piece.moment <= at).pop();
}

function lightLine(line) {
  if (rows[lit]) { rows[lit].classList.remove("tp-now"); rows[lit].removeAttribute("aria-current"); }
  lit = line - 1;
  if (!rows[lit]) return;
  rows[lit].classList.add("tp-now");
  rows[lit].setAttribute("aria-current", "step");
}

function drawVariables(step) {
  const parts = new Map();
  for (const [owner, name, , part] of step.c || []) {
    const key = owner + "/" + name;
    parts.set(key, [...(parts.get(key) || []), ...(part ? [part] : [])]);
  }
  const frames = [];
  for (let frame = step.f; frame !== undefined && frame >= 0; frame = state.around.get(frame)) frames.push(frame);
  if (!frames.includes(0)) frames.push(0);
  const drawn = [];
  for (const owner of frames) {
    for (const [name, value] of state.frames.get(owner) || []) {
      if (/^<(function|class|module) /.test(value)) continue;
      const changes = parts.get(owner + "/" + name);
      const row = node("tr", changes ? "tp-new" : "");
      const named = node("td", "", name), held = node("td", "", value);
      if (owner !== step.f) named.append(node("small", "", owner === 0 ? " global" : " outer"));
      if (changes) held.append(node("small", "", changes.length ? " changed: " + changes.join(", ") : " changed"));
      row.append(named, held);
      drawn.push(row);
    }
  }
  if (!drawn.length) drawn.push(node("tr", "")), drawn[0].append(node("td", "tp-none", "none yet"), node("td", ""));
  $("vars").replaceChildren(...drawn);
}

function drawStack() {
  const entries = state.stack.map((entry) => (entry ? entry[1] + ", line " + entry[2] : "…"));
  const left = entries.length > 14 ? [...entries.slice(0, 2), "… " + (entries.length - 12) + " more …", ...entries.slice(-10)] : entries;
  $("stack").replaceChildren(...left.map((text, index) => node("li", index === left.length - 1 ? "tp-top" : "", text)));
}

function drawOutput() {
  const box = $("out"), to = run.written[at] || 0;
  if (to === written) return;
  if (to > written) box.append(run.output.slice(written, to));
  else box.textContent = run.output.slice(0, to);
  written = to;
  box.scrollTop = 1e9;
}

// ---- The text: pieces come into the page as the run reaches them; what lies ahead of the current step is grey.

function readText() {
  flow = []; claims = []; byStep = new Map(); here = []; paragraphs = []; made = 0; edge = 0; focused = -1;
  let moment = -1;
  for (const [words, standing, where, note] of run.text) {
    if (!standing) {
      words.split("\n").forEach((line, number) => flow.push({ words: line, moment, fresh: number > 0 }));
      continue;
    }
    if (where >= 0) moment = Math.max(moment, where);
    const piece = { words, standing, where, note, moment, claim: claims.length };
    claims.push(piece);
    flow.push(piece);
    if (!byStep.has(where)) byStep.set(where, []);
    byStep.get(where).push(piece);
  }
  $("text").replaceChildren();
}

// About the height of the whole text, so that a short one leaves no empty box and none grows while it streams in.
function tall() {
  const across = ($("text").clientWidth || 600) / 7.4; // characters
  const lines = flow.map((piece) => piece.words).join("").length / across + flow.filter((piece) => piece.fresh).length;
  return Math.round(40 + 27 * lines);
}

function make(piece) {
  if (piece.fresh || !paragraphs.length) {
    if (paragraphs.length % CHUNK === 0) $("text").append(node("div", "tp-chunk"));
    paragraphs.push({ element: node("p", piece.words ? "" : "tp-gap"), pieces: [] });
    $("text").lastChild.append(paragraphs[paragraphs.length - 1].element);
  }
  piece.span = node("span", piece.standing ? "tp-mark tp-is-" + piece.standing : "");
  piece.words.split(/(`[^`\n]+`)/).forEach((part) => {
    if (part.length > 2 && part[0] === "`" && part.endsWith("`")) piece.span.append(node("code", "", part.slice(1, -1)));
    else if (part) piece.span.append(part);
  });
  if (piece.standing) { piece.span.dataset.claim = piece.claim; piece.span.tabIndex = -1; }
  const { element: home, pieces } = paragraphs[paragraphs.length - 1];
  pieces.push(piece);
  home.append(piece.span);
}

function reveal() {
  furthest = Math.max(furthest, at);
  while (made < flow.length && flow[made].moment <= furthest) make(flow[made++]);
  $("all").hidden = made === flow.length;
  if (!paragraphs.length) return;
  const old = edge, ahead = ({ pieces }) => pieces[0].moment > at;
  while (edge > 0 && ahead(paragraphs[edge])) edge--;
  while (edge + 1 < paragraphs.length && !ahead(paragraphs[edge + 1])) edge++;
  for (let i = Math.min(old, edge); i <= Math.max(old, edge); i++) paragraphs[i].element.classList.toggle("tp-later", ahead(paragraphs[i]));
  for (let i = edge + 1; i < paragraphs.length && !paragraphs[i].element.classList.contains("tp-later"); i++) paragraphs[i].element.classList.add("tp-later");
  if (old !== edge) for (const piece of paragraphs[old].pieces) piece.span.classList.remove("tp-later");
  for (const piece of paragraphs[edge].pieces) piece.span.classList.toggle("tp-later", piece.moment > at);
}

function lightText() {
  for (const piece of here) piece.span.classList.remove("tp-here");
  here = (byStep.get(at) || []).filter((piece) => piece.span);
  for (const piece of here) piece.span.classList.add("tp-here");
}

// ---- The moment that proves a claim.

function momentWords(piece) {
  const sign = { proved: "✓ proved", refuted: "✗ refuted", unread: "? unread" }[piece.standing];
  const note = piece.standing === "refuted" ? ": " + piece.note : "";
  if (piece.where < 0) return sign + note + " (about the whole run)";
  const step = run.steps[piece.where];
  const facts = [];
  for (const [, name, value, part] of (step.c || []).slice(0, 4)) facts.push(part || name + " = " + value);
  for (const [condition, outcome] of step.t || []) facts.push(condition + " is " + (outcome ? "True" : "False"));
  if (!facts.length || !(step.c || []).length) for (const [expression, value] of step.x || []) facts.push(expression + " is " + value);
  if (step.e === "return" && step.v !== undefined) facts.push("returns " + step.v);
  if (step.o) facts.push("prints " + step.o.trim());
  const source = (run.code[step.l - 1] || "").trim();
  return sign + note + " at step " + (piece.where + 1) + ", line " + step.l + ": " + source + (facts.length ? "  →  " + [...new Set(facts)].join("; ") : "");
}

function peek(piece) {
  if (rows[peeked]) rows[peeked].classList.remove("tp-peek");
  peeked = -1;
  const box = $("moment");
  box.hidden = !piece;
  if (!piece) return;
  box.textContent = momentWords(piece);
  const pane = box.parentElement, low = piece.span.getBoundingClientRect().bottom - pane.getBoundingClientRect().top;
  box.style.top = Math.min(low + 6, $("text").offsetTop + $("text").clientHeight + 6) + "px";
  if (piece.where < 0) return;
  peeked = run.steps[piece.where].l - 1;
  if (rows[peeked]) rows[peeked].classList.add("tp-peek");
}

const claimOf = (target) => claims[target.closest?.("[data-claim]")?.dataset.claim];

function walkClaims(by) {
  const many = claims.filter((piece) => piece.span).length;
  if (!many) return;
  focused = Math.max(0, Math.min(many - 1, focused < 0 ? (here[0]?.claim ?? 0) : focused + by));
  claims[focused].span.focus();
}

// ---- Moving.

function go(to, keep) {
  if (!run || !run.steps.length) return;
  at = Math.max(0, Math.min(run.steps.length - 1, to));
  const step = run.steps[at];
  stateAt(at);
  $("slider").value = at;
  $("slider").setAttribute("aria-valuetext", "step " + (at + 1) + ", line " + step.l);
  $("count").textContent = "step " + (at + 1) + " of " + run.steps.length;
  if (peeked >= 0 && !keep) peek(null);
  lightLine(step.l);
  drawVariables(step);
  drawStack();
  drawOutput();
  reveal();
  lightText();
  scrollSoon(keep);
}

function stop() {
  clearInterval(timer);
  timer = null;
  $("play").textContent = "▶ Play";
  $("count").setAttribute("aria-live", "polite");
}

function play() {
  if (timer) return stop();
  if (!run.steps.length) return;
  if (at >= run.steps.length - 1) go(0);
  $("play").textContent = "■ Stop";
  $("count").setAttribute("aria-live", "off"); // one announcement a step would never end
  const pace = Math.max(1, Math.ceil(run.steps.length / 400));
  timer = setInterval(() => { if (at >= run.steps.length - 1) stop(); else go(at + pace); }, Number($("speed").value));
}

function load() {
  stop();
  try { run = JSON.parse(props.value || "null"); } catch (error) { run = null; }
  const section = element.querySelector(".tp");
  section.dataset.run = run?.run || "";
  section.hidden = !run?.code; // nothing was run: the message beside the button says why
  if (section.hidden) { run = null; return; }
  at = 0; lit = -1; furthest = 0; written = 0; peeked = -1;
  state = { at: -1, frames: new Map(), around: new Map(), stack: [] };
  shots = [copyOf(state)];
  let total = 0;
  run.output = run.steps.map((step) => step.o || "").join("");
  run.written = run.steps.map((step) => (total += (step.o || "").length));
  $("outcome").textContent = run.outcome;
  $("proved").textContent = run.claims ? "✓ " + run.proved + " of " + run.claims + " claims proved" : "";
  for (const name of ["vars", "stack", "out"]) $(name).replaceChildren();
  peek(null);
  drawCode();
  readText();
  const long = run.steps.length > 0;
  for (const name of ["bar", "vars-pane", "stack-pane", "out-pane", "text-pane", "keys"]) $(name).hidden = !long;
  if (run.text.length === 0) $("text-pane").hidden = true;
  $("text").style.setProperty("--tp-tall", tall() + "px");
  $("slider").max = Math.max(0, run.steps.length - 1);
  if (!run.play) furthest = run.steps.length - 1;
  go(0);
  if (run.play) begin(section);
}

function begin(section) {
  const active = document.activeElement;
  if (!active || active === document.body || active.closest("button")) section.focus({ preventScroll: true });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  section.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  if (still) { furthest = run.steps.length - 1; go(0); } else play();
}

// ---- Listening.

const buttons = {
  play: () => play(), first: () => go(0), back: () => go(at - 1), next: () => go(at + 1),
  last: () => go(run.steps.length - 1), all: () => { furthest = run.steps.length - 1; go(at, true); },
};
element.addEventListener("click", (event) => {
  if (!run) return;
  const button = event.target.closest("button");
  for (const [name, act] of Object.entries(buttons)) {
    if (button?.classList.contains("tp-" + name)) { if (name !== "play") stop(); act(); }
  }
  const piece = claimOf(event.target);
  if (piece && piece.where >= 0) { stop(); go(piece.where, true); peek(piece); }
});
element.addEventListener("mouseover", (event) => { const piece = claimOf(event.target); if (piece) peek(piece); });
element.addEventListener("mouseout", (event) => {
  const piece = claimOf(event.target);
  if (piece && !piece.span.contains(event.relatedTarget) && piece.span !== document.activeElement) peek(null);
});
element.addEventListener("focusin", (event) => { const piece = claimOf(event.target); if (piece) { focused = piece.claim; peek(piece); } });
element.addEventListener("focusout", (event) => { if (claimOf(event.target)) peek(null); });
element.addEventListener("input", (event) => { if (event.target.classList.contains("tp-slider")) { stop(); go(Number(event.target.value)); } });
element.addEventListener("change", (event) => { if (event.target.classList.contains("tp-speed") && timer) { stop(); play(); } });
element.addEventListener("keydown", (event) => {
  if (!run || ["INPUT", "SELECT"].includes(event.target.tagName) || event.ctrlKey || event.altKey || event.metaKey) return;
  const inText = event.target.closest(".tp-text");
  const moves = {
    ArrowRight: () => go(at + 1), ArrowLeft: () => go(at - 1), Home: () => go(0), End: () => go(run.steps.length - 1),
    ...(inText ? { ArrowDown: () => walkClaims(1), ArrowUp: () => walkClaims(-1) } : {}),
    ...(claimOf(event.target) ? { Enter: () => event.target.click() } : {}),
  };
  if (event.key === "Escape") peek(null);
  else if (event.key === " " && event.target.tagName !== "BUTTON") { event.preventDefault(); play(); }
  else if (moves[event.key]) { event.preventDefault(); stop(); moves[event.key](); }
});
element.addEventListener("tp-go", (event) => { if (run) { stop(); go(event.detail); element.scrollIntoView({ block: "start" }); } });
watch("value", load);
load();
