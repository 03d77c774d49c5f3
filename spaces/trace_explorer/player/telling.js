// A telling: the true one, whose sentences come into the page as the run reaches them, and a model's, judged.
const CHUNK = 40; // paragraphs that the browser lays out, or leaves alone, together
// Code between backticks; a text in quotation marks keeps the backticks that are its own.
const CODE = /(`(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[^`'"\n]|['"])+?`)|((?<!\w)(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"))/g;
const SENTENCE = /[^]*?[.!?](?=\s|$)\s*|[^]+$/g;
const WORST = ["proved", "unplaced", "unread", "refuted"];
let true_ = null, theirs = null, focused = null, furthest = 0, view = "true";

function newTelling(pieces, box) {
  const told = { flow: [], claims: [], byStep: new Map(), paragraphs: [], made: 0, edge: 0, here: [], box };
  let moment = -1, sentence = { moment: -1, worst: 0, claims: [] };
  const next = () => { sentence = { moment, worst: 0, claims: [] }; };
  for (const [words, standing, where, note] of pieces) {
    if (!standing) {
      words.split("\n").forEach((line, number) => {
        if (number) next();
        const parts = line.match(SENTENCE) || (number ? [""] : []);
        parts.forEach((part, place) => {
          told.flow.push({ words: part, moment, sentence, told, fresh: number > 0 && place === 0 });
          if (/[.!?]\s*$/.test(part)) next();
        });
      });
      continue;
    }
    if (where >= 0) moment = Math.max(moment, where);
    if (!sentence.claims.length) sentence.moment = moment;
    const piece = { words, standing, where, note, moment, sentence, claim: told.claims.length, told };
    sentence.claims.push(piece);
    sentence.worst = Math.max(sentence.worst, WORST.indexOf(standing));
    told.claims.push(piece);
    told.flow.push(piece);
    if (!told.byStep.has(where)) told.byStep.set(where, []);
    told.byStep.get(where).push(piece);
  }
  box.replaceChildren();
  return told;
}

// About the height of the whole text, so that a short one leaves no empty box and none grows while it streams in.
function tall(told) {
  const across = (told.box.clientWidth || 420) / 7.4; // characters
  const lines = told.flow.map((piece) => piece.words).join("").length / across + told.flow.filter((piece) => piece.fresh).length;
  return Math.round(40 + 27 * lines);
}

function putWords(span, words) {
  let from = 0;
  for (const found of words.matchAll(CODE)) {
    if (!found[1]) continue;
    span.append(words.slice(from, found.index), node("code", "", found[1].slice(1, -1)));
    from = found.index + found[0].length;
  }
  span.append(words.slice(from));
}

function spanOf(piece) {
  const fenced = piece.standing && /^```/m.test(piece.words);
  const span = node("span", piece.standing ? "tp-mark tp-is-" + piece.standing : "");
  if (piece.told === theirs || piece.sentence.worst === 3) span.classList.add("tp-in-" + WORST[piece.sentence.worst]);
  if (fenced) {
    span.classList.add("tp-block");
    const [before, inside] = piece.words.split(/^```\w*\n?/m);
    span.append(before, node("span", "tp-fence", (inside ?? "").replace(/\n$/, "") || "(nothing)"));
  } else putWords(span, piece.words.replaceAll("**", ""));
  if (piece.standing === "refuted") span.append(node("b", "tp-truth", " ✗ " + (piece.note || "not so")));
  if (piece.standing) { span.dataset.claim = piece.claim; span.tabIndex = -1; }
  return span;
}

function make(told, piece) {
  const { paragraphs, box } = told;
  if (piece.fresh || !paragraphs.length) {
    if (paragraphs.length % CHUNK === 0) box.append(node("div", "tp-chunk"));
    paragraphs.push({ element: node("p", piece.words ? "" : "tp-gap"), pieces: [] });
    box.lastChild.append(paragraphs[paragraphs.length - 1].element);
  }
  piece.span = spanOf(piece);
  const { element: home, pieces } = paragraphs[paragraphs.length - 1];
  pieces.push(piece);
  home.append(piece.span);
}

// Whole sentences come in as the run reaches them; what in them lies ahead of the current step is grey.
function reveal() {
  const told = true_, { paragraphs, flow } = told;
  furthest = Math.max(furthest, at);
  while (told.made < flow.length && flow[told.made].sentence.moment <= furthest) make(told, flow[told.made++]);
  $("all").hidden = told.made === flow.length || view !== "true" || guess.on;
  if (!paragraphs.length) return;
  const old = told.edge, ahead = ({ pieces }) => pieces[0].moment > at && pieces[0].sentence.moment > at;
  while (told.edge > 0 && ahead(paragraphs[told.edge])) told.edge--;
  while (told.edge + 1 < paragraphs.length && !ahead(paragraphs[told.edge + 1])) told.edge++;
  const { edge } = told;
  for (let i = Math.min(old, edge); i <= Math.max(old, edge); i++) paragraphs[i].element.classList.toggle("tp-later", ahead(paragraphs[i]));
  for (let i = edge + 1; i < paragraphs.length && !paragraphs[i].element.classList.contains("tp-later"); i++) paragraphs[i].element.classList.add("tp-later");
  if (old !== edge) for (const piece of paragraphs[old].pieces) piece.span.classList.remove("tp-later");
  for (const piece of paragraphs[edge].pieces) piece.span.classList.toggle("tp-later", piece.moment > at || piece.sentence.moment > at);
}

function lightText() {
  for (const told of [true_, theirs]) {
    if (!told) continue;
    for (const piece of told.here) piece.span.classList.remove("tp-here");
    told.here = (told.byStep.get(at) || []).filter((piece) => piece.span);
    for (const piece of told.here) piece.span.classList.add("tp-here");
  }
}

const shownTelling = () => (view === "theirs" ? theirs : true_);

// The claim that is lit, else the last words that were told so far: a step may have none of its own.
function lastTold() {
  const told = shownTelling();
  if (!told || view === "side") return undefined;
  if (told.here.length || !told.paragraphs.length || told === theirs) return told.here[told.here.length - 1];
  return told.paragraphs[told.edge].pieces.filter((piece) => piece.moment <= at).pop();
}

// ---- The moment that proves a claim.

function momentWords(piece) {
  const sign = { proved: "✓ proved", refuted: "✗ refuted", unplaced: "~ true of no moment that the text names", unread: "? could not be read" }[piece.standing];
  const note = piece.standing === "refuted" ? ": " + piece.note : "";
  if (piece.where < 0) return sign + note + (piece.standing === "unread" ? "" : " (about the whole run)");
  const step = run.steps[piece.where];
  const facts = [];
  for (const [, name, value, part] of (step.c || []).slice(0, 4)) facts.push(part || name + " = " + value);
  for (const [condition, outcome] of step.t || []) facts.push(condition + " is " + (outcome ? "True" : "False"));
  if (!facts.length || !(step.c || []).length) for (const [expression, value] of (step.x || []).slice(0, 4)) facts.push(expression + " is " + value);
  if (step.e === "return" && step.v !== undefined) facts.push("returns " + step.v);
  if (step.o) facts.push("prints " + step.o.trim());
  const source = (run.code[step.l - 1] || "").trim();
  return sign + note + " at step " + (piece.where + 1) + ", line " + step.l + ": " + source + (facts.length ? "  →  " + [...new Set(facts)].join("; ") : "");
}

function peek(piece) {
  peekLine(0);
  const box = $("moment");
  box.hidden = !piece;
  if (!piece) return;
  box.textContent = momentWords(piece);
  const pane = box.parentElement, text = piece.told?.box ?? true_.box;
  const low = piece.span.getBoundingClientRect().bottom - pane.getBoundingClientRect().top;
  box.style.top = Math.min(low + 6, text.offsetTop + text.clientHeight + 6) + "px";
  if (piece.where >= 0) peekLine(run.steps[piece.where].l);
}

function claimOf(target) {
  const mark = target.closest?.("[data-claim]");
  if (!mark) return undefined;
  return (mark.closest(".tp-theirs, .tp-of-theirs") ? theirs : true_)?.claims[mark.dataset.claim];
}

function walkClaims(by) {
  const told = shownTelling(), many = told.claims.filter((piece) => piece.span).length;
  if (!many) return;
  const from = focused?.told === told ? focused.claim + by : told.here[0]?.claim ?? 0;
  focused = told.claims[Math.max(0, Math.min(many - 1, from))];
  focused.span.focus();
}

// ---- A model's telling, and both side by side.

function show(which) {
  view = theirs ? which : "true";
  $("text").hidden = view !== "true";
  $("theirs").hidden = view !== "theirs";
  $("side").hidden = view !== "side";
  for (const name of ["true", "theirs", "side"]) $("view-" + name).setAttribute("aria-pressed", String(name === view));
  $("judged").hidden = !theirs || view === "true";
  $("proved").hidden = view !== "true";
  if (view === "side") drawSide();
  if (true_) reveal();
  if (true_ && run.steps.length) scrollSoon();
}

function judge(told) {
  if (!told || !run || told.digest !== run.digest) { theirs = null; $("views").hidden = true; return show("true"); }
  theirs = newTelling(told.text, $("theirs"));
  for (const piece of theirs.flow) make(theirs, piece);
  $("views").hidden = false;
  $("headline").textContent = (told.accepted ? "✓ " : told.counts.refuted ? "✗ " : "? ") + told.headline;
  $("headline").dataset.verdict = told.accepted ? "proved" : told.counts.refuted ? "refuted" : "unread";
  const { proved, refuted, unplaced, unread } = told.counts;
  const parts = [`${proved + refuted + unplaced + unread} claims: ${refuted} refuted, ${proved} proved`];
  if (unplaced) parts.push(`${unplaced} unplaced`);
  if (unread) parts.push(`${unread} not read`);
  $("why").textContent = parts.join(", ") + ". " + told.why;
  $("to-error").hidden = told.first < 0;
  $("to-error").onclick = () => { stop(); go(told.first); };
  section.dataset.judged = told.headline;
  show("theirs");
  go(run.start ?? (told.first >= 0 ? told.first : at));
  run.start = undefined;
}

// Rows in the order of the model's sentences: beside each what the true telling says of the same steps.
function drawSide() {
  const sentences = (told) => {
    const found = [];
    for (const piece of told.flow) {
      const last = found[found.length - 1];
      if (last?.sentence === piece.sentence) last.pieces.push(piece);
      else found.push({ sentence: piece.sentence, pieces: [piece] });
    }
    return found.filter(({ pieces }) => pieces.some((piece) => piece.words.trim()));
  };
  const steps = ({ pieces }) => pieces.filter((piece) => piece.standing && piece.where >= 0).map((piece) => piece.where);
  const left = sentences(theirs), right = sentences(true_);
  const table = node("div", "tp-pairs");
  const cell = (parts, className) => {
    const box = node("p", className);
    for (const { pieces } of parts) for (const piece of pieces) box.append(spanOf(piece));
    return box;
  };
  let done = 0;
  left.forEach((one, number) => {
    const until = Math.max(-1, ...steps(one)), more = left.slice(number + 1).some((other) => steps(other).length);
    const from = done;
    while (done < right.length && (until >= 0 ? Math.min(...steps(right[done]), Infinity) <= until || !steps(right[done]).length : false)) done++;
    if (!more && number === left.length - 1) done = right.length;
    const pair = node("div", "tp-pair");
    pair.append(cell([one], "tp-of-theirs"), cell(right.slice(from, done), "tp-of-true"));
    table.append(pair);
  });
  const heads = node("div", "tp-pair tp-pair-head");
  heads.append(node("p", "", "The model says"), node("p", "", "The run says"));
  table.prepend(heads);
  $("side").replaceChildren(table);
}
