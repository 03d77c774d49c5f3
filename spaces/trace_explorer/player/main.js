// Moving through the run, playing it, taking in what the server sends, and all that is listened to.
let scrolling = 0, loads = 0;

function intoView(box, part) {
  const outer = box.getBoundingClientRect(), inner = part.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom - 8) box.scrollTop += inner.top - outer.top - outer.height / 2;
}

// Asking where things stand makes the browser lay out the page: once a frame, when all is drawn.
function scrollSoon(keepText) {
  cancelAnimationFrame(scrolling);
  scrolling = requestAnimationFrame(() => {
    if (rows[lit]) intoView($("code"), rows[lit]);
    if (!keepText) { const told = lastTold(); if (told?.span) intoView(shownTelling().box, told.span); }
  });
}

function go(to, keep) {
  if (!run || !run.steps.length) return;
  at = Math.max(0, Math.min(run.steps.length - 1, to));
  const step = run.steps[at];
  stateAt(at);
  section.dataset.step = at;
  $("slider").value = at;
  $("slider").setAttribute("aria-valuetext", "step " + (at + 1) + ", line " + step.l);
  $("count").textContent = "step " + (at + 1) + " of " + run.steps.length;
  if (!$("moment").hidden && !keep) peek(null);
  lightLine(step.l);
  drawVariables(step);
  drawInside(step);
  drawStack();
  drawOutput();
  drawPictures();
  drawCalls();
  drawTimeline();
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
  if (at >= run.steps.length - 1) move(0);
  furthest = at; // what is told streams in anew
  true_ = newTelling(run.text, $("text"));
  go(at);
  $("play").textContent = "■ Stop";
  $("count").setAttribute("aria-live", "off"); // one announcement a step would never end
  const pace = Math.max(1, Math.ceil(run.steps.length / 400));
  timer = setInterval(() => { if (at >= run.steps.length - 1) stop(); else move(at + pace); }, Number($("speed").value));
}

const parsed = (text) => { try { return JSON.parse(text || "null"); } catch (error) { return null; } };

function load() {
  stop();
  run = parsed(props.value);
  section.dataset.run = run?.run || "";
  section.hidden = !run?.code; // nothing was run: the message beside the button says why
  if (section.hidden) { run = null; bar("now", 0); bar("peek", 0); return; }
  at = 0; lit = -1; furthest = run.steps.length - 1; written = 0; view = "true"; asking = false; theirs = null; focused = null;
  guess = { on: false, seen: run.steps.length, right: 0, of: 0, asked: -1 };
  inside = { step: -1, parts: [], shown: 0 };
  delete section.dataset.judged;
  forgetState();
  takeHeap(null);
  forgetPictures();
  let total = 0;
  run.output = run.steps.map((step) => step.o || "").join("");
  run.written = run.steps.map((step) => (total += (step.o || "").length));
  $("proved").textContent = run.claims ? "✓ " + run.proved + " of " + run.claims + " claims proved" : "";
  for (const name of ["vars", "stack", "out"]) $(name).replaceChildren();
  for (const name of ["ask", "judged", "views", "tip"]) $(name).hidden = true;
  $("guess").setAttribute("aria-pressed", "false");
  drawCode();
  true_ = newTelling(run.text, $("text"));
  peek(null);
  const long = run.steps.length > 0;
  for (const name of ["bar", "vars-pane", "stack-pane", "text-pane", "keys"]) $(name).hidden = !long;
  element.querySelector(".tp-out-pane").hidden = !run.output;
  hideEnd();
  $("text").style.setProperty("--tp-tall", tall(true_) + "px");
  $("slider").max = Math.max(0, run.steps.length - 1);
  readCalls();
  readTimeline();
  show("true");
  setStale(false);
  takeHeap(run.heap);
  section.dataset.pictures = run.run;
  go(run.start ?? 0);
  if (run.told) judge(run.told);
  const active = document.activeElement;
  if (isMain && loads++ && (!active || active === document.body || active.id === "run")) section.focus({ preventScroll: true });
}

// What comes after a run: a model's telling of it, judged.
function take(text) {
  const found = parsed(text);
  if (found && run && found.digest === run.digest) judge(found);
}

// ---- What is shown belongs to what stands in the boxes, or is greyed.

function setStale(stale) {
  section.classList.toggle("tp-is-stale", stale);
  $("stale").hidden = !stale;
  if (stale) { stop(); bar("now", 0); bar("peek", 0); }
}

function compare(boxes) {
  if (!run?.boxes?.length) return;
  const same = boxes.every((box, place) => (box ?? "").replace(/^\n+|\n+$/g, "") === (run.boxes[place] ?? "").replace(/^\n+|\n+$/g, ""));
  if (same === section.classList.contains("tp-is-stale")) { setStale(!same); if (same) go(at, true); }
}

// ---- Listening.

const buttons = {
  play: () => play(), first: () => go(0), back: () => go(at - 1), next: () => move(at + 1),
  last: () => move(run.steps.length - 1), all: () => { furthest = run.steps.length - 1; go(at, true); },
  "view-true": () => show("true"), "view-theirs": () => show("theirs"), "view-side": () => show("side"),
  guess: () => setGuessing(!guess.on), into: () => into(),
};
element.addEventListener("click", (event) => {
  if (!run) return;
  const button = event.target.closest("button");
  for (const [name, act] of Object.entries(buttons)) {
    if (button?.classList.contains("tp-" + name)) { if (name !== "play") stop(); act(); }
  }
  if (button?.classList.contains("tp-call")) { stop(); move(Number(button.dataset.step)); }
  const piece = claimOf(event.target);
  if (piece && piece.where >= 0) { stop(); move(piece.where); if (view !== "side") peek(piece); }
});
element.addEventListener("mouseover", (event) => { const piece = claimOf(event.target); if (piece?.span && view !== "side") peek(piece); });
element.addEventListener("mouseout", (event) => {
  const piece = claimOf(event.target);
  if (piece?.span && !piece.span.contains(event.relatedTarget) && piece.span !== document.activeElement) peek(null);
});
element.addEventListener("focusin", (event) => { const piece = claimOf(event.target); if (piece?.span && view !== "side") { focused = piece; peek(piece); } });
element.addEventListener("focusout", (event) => { if (claimOf(event.target)) peek(null); });
element.addEventListener("input", (event) => { if (event.target.classList.contains("tp-slider")) { stop(); move(Number(event.target.value)); } });
element.addEventListener("change", (event) => { if (event.target.classList.contains("tp-speed") && timer) { stop(); play(); } });
element.addEventListener("keydown", (event) => {
  if (!run || ["INPUT", "SELECT"].includes(event.target.tagName) || event.ctrlKey || event.altKey || event.metaKey) return;
  const inText = event.target.closest(".tp-told");
  const moves = {
    ArrowRight: () => move(at + 1), ArrowLeft: () => go(at - 1), Home: () => go(0), End: () => move(run.steps.length - 1),
    ...(inText && view !== "side" ? { ArrowDown: () => walkClaims(1), ArrowUp: () => walkClaims(-1) } : {}),
    ...(claimOf(event.target) ? { Enter: () => event.target.click() } : {}),
  };
  if (event.key === "Escape") peek(null);
  else if (event.key === " " && event.target.tagName !== "BUTTON") { event.preventDefault(); play(); }
  else if (moves[event.key]) { event.preventDefault(); stop(); moves[event.key](); }
});
element.addEventListener("tp-go", (event) => { if (run) { stop(); go(event.detail); section.scrollIntoView({ block: "nearest" }); } });
element.addEventListener("tp-take", (event) => take(event.detail));
element.addEventListener("tp-asking", (event) => { if (run) { asking = event.detail; hideEnd(); } });
if (isMain) {
  document.addEventListener("tp-boxes", (event) => compare(event.detail));
  new MutationObserver((_, watcher) => { // the editor is there: the line that is lit is shown in it
    if (!editor()?.querySelector(".cm-line")) return;
    watcher.disconnect();
    mendColours();
    editor().querySelector(".cm-content").tabIndex = 0; // so that what scrolls can be reached by keys
    if (run?.steps.length && !section.classList.contains("tp-is-stale")) lightLine(run.steps[at].l);
  }).observe(document.body, { childList: true, subtree: true });
}
listenTimeline();
watch("value", load);
load();
