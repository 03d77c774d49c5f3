// Variables of the current frame and of those around it; the call stack, each frame with its arguments and variables.
let written = 0;
const CALLERS = 14; // frames of the stack that are drawn

function drawVariables(step) {
  const parts = new Map();
  for (const [owner, name, , part] of step.c || []) {
    const key = owner + "/" + name;
    parts.set(key, [...(parts.get(key) || []), ...(part ? [part] : [])]);
  }
  const frames = [];
  for (let frame = step.f; frame !== undefined && frame >= 0; frame = state.around.get(frame)) frames.push(frame);
  if (!frames.includes(0)) frames.push(0);
  const same = aliases(frames), drawn = [];
  for (const owner of frames) {
    for (const [name, value] of state.frames.get(owner) || []) {
      if (!isShown(value)) continue;
      const changes = parts.get(owner + "/" + name), others = same.get(owner + "/" + name);
      const row = node("tr", changes ? "tp-new" : "");
      const named = node("td", "", name), held = node("td", "", value);
      if (owner !== step.f) named.append(node("small", "", owner === 0 ? " global" : " outer"));
      if (changes) held.append(node("small", "", changes.length ? " changed: " + changes.join(", ") : " changed"));
      if (others) held.append(node("small", "tp-same", " the same object as " + others.join(", ")));
      row.append(named, held);
      drawn.push(row);
    }
  }
  if (!drawn.length) drawn.push(node("tr", "")), drawn[0].append(node("td", "tp-none", "none yet"), node("td", ""));
  $("vars").replaceChildren(...drawn);
}

// What happens inside the statement, part by part, where the trace or the watching run has the parts.
let inside = { step: -1, parts: [], shown: 0 };

function drawInside(step) {
  const within = heap?.inside[at] || [];
  const parts = [...(step.x || []).map(([expression, value]) => expression + " = " + value), ...within.map((words) => "· " + words)];
  const box = $("inside");
  if (inside.step !== at) inside = { step: at, parts, shown: Math.min(parts.length, 0) };
  inside.parts = parts;
  box.hidden = parts.length < 2;
  if (box.hidden) { if (box.firstChild) box.replaceChildren(); return; }
  const more = node("button", "tp-into", inside.shown < parts.length ? `Step into this expression (${inside.shown} of ${parts.length})` : "All of its parts are shown");
  more.type = "button";
  more.disabled = inside.shown >= parts.length;
  const list = node("ol", "");
  list.append(...parts.slice(0, inside.shown).map((words) => node("li", "", words)));
  box.replaceChildren(more, list);
}

function into() {
  inside.shown = Math.min(inside.parts.length, inside.shown + 1);
  drawInside(run.steps[at]);
  element.querySelector(".tp-into")?.focus();
}

function called([frame, name, line]) {
  const given = (state.given.get(frame) || []).map(([parameter, value]) => parameter + "=" + value).join(", ");
  return name + (frame === 0 ? "" : "(" + given + ")") + ", line " + line;
}

function variablesOf(frame) {
  const proved = state.frames.get(frame) || new Map(), seen = heapNames(frame);
  return [...proved].filter(([, value]) => isShown(value)).map(([name, value]) => [name, seen?.get(name) ?? value]);
}

function drawStack() {
  const stack = state.stack.filter(Boolean);
  const left = stack.length > CALLERS ? [...stack.slice(0, 2), null, ...stack.slice(2 - CALLERS)] : stack;
  const old = new Map([...$("stack").children].map((item) => [item.dataset.key, item]));
  const items = left.map((entry, index) => {
    const top = index === left.length - 1;
    if (!entry) return node("li", "tp-more", "… " + (stack.length - CALLERS) + " more …");
    const words = called(entry), names = top ? [] : variablesOf(entry[0]);
    const key = [words, top, ...names.flat()].join("\u0000");
    if (old.has(key)) return old.get(key);
    const item = node("li", top ? "tp-top" : "", words);
    item.dataset.key = key;
    if (names.length) {
      const list = node("dl", "");
      for (const [name, value] of names) list.append(node("dt", "", name), node("dd", "", value));
      item.append(list);
    }
    return item;
  });
  $("stack").replaceChildren(...items);
}

function drawOutput() {
  const box = $("out"), to = run.written[at] || 0;
  if (to === written) return;
  if (to > written) box.append(run.output.slice(written, to));
  else box.textContent = run.output.slice(0, to);
  written = to;
  box.scrollTop = 1e9;
}
