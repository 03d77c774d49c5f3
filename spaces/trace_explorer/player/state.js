// The state after a step: what each frame holds, which frame surrounds which, and the stack. All of a run's text is put
// into the page as text, never as markup. The files of this folder are one script, in the order that pieces.py gives;
// it runs once for each player, with `element`, `props` and `watch` from Gradio.
const $ = (name) => element.querySelector(".tp-" + name);
const section = element.querySelector(".tp");
const SHOT = 256; // the state is kept every so many steps, so that going back is cheap
let run = null, at = 0, timer = null;
let state = null, shots = [];

function node(tag, className, text) {
  const fresh = document.createElement(tag);
  if (className) fresh.className = className;
  if (text !== undefined) fresh.textContent = text;
  return fresh;
}

const isShown = (value) => !/^<(function|class|module) /.test(value);
const calmly = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function copyOf(old) {
  const frames = new Map();
  for (const [frame, names] of old.frames) frames.set(frame, new Map(names));
  return { at: old.at, frames, around: new Map(old.around), given: new Map(old.given), stack: old.stack.map((entry) => entry && [...entry]) };
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
  if (step.e === "call") state.given.set(step.f, step.a || []);
  state.stack.length = Math.min(state.stack.length, step.d + 1);
  state.stack[step.d] = [step.f, step.n, step.l];
  for (const [owner, name, value] of step.c || []) {
    if (!state.frames.has(owner)) state.frames.set(owner, new Map());
    const names = state.frames.get(owner);
    if (value === "<unbound>") names.delete(name);
    else names.set(name, value);
  }
}

function forgetState() {
  state = { at: -1, frames: new Map(), around: new Map(), given: new Map(), stack: [] };
  shots = [copyOf(state)];
}
