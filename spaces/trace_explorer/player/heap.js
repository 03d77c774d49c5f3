// Who holds what after a step, as the watching run saw it: names and things, each thing with one number.
const KEPT = 64; // moments between those that are kept, so that going back is cheap
let heap = null, seen = null, seenShots = [];

function takeHeap(found) {
  heap = found && run && found.digest === run.digest ? found : null;
  seen = { at: -1, names: new Map(), things: new Map() };
  seenShots = [];
}

function seenAt(step) {
  const to = heap.at[step];
  if (seen.at > to) {
    const shot = seenShots[Math.floor((to + 1) / KEPT)];
    seen = shot ? { at: shot.at, names: new Map(shot.names), things: new Map(shot.things) } : { at: -1, names: new Map(), things: new Map() };
  }
  while (seen.at < to) {
    const [, , , names, things] = heap.moments[++seen.at];
    for (const frame in names) seen.names.set(Number(frame), names[frame]);
    for (const number in things) seen.things.set(Number(number), things[number]);
    if ((seen.at + 1) % KEPT === 0) seenShots[(seen.at + 1) / KEPT] ??= { at: seen.at, names: new Map(seen.names), things: new Map(seen.things) };
  }
  return seen;
}

// Frame and name -> the other names of the same object that can be seen from the frames.
function aliases(frames) {
  const found = new Map();
  if (!heap) return found;
  const holders = new Map(), { names } = seenAt(at);
  for (const frame of new Set([...frames, ...state.stack.filter(Boolean).map(([number]) => number)])) {
    for (const [name, cell] of names.get(frame) || []) {
      if (typeof cell !== "number") continue;
      if (!holders.has(cell)) holders.set(cell, []);
      holders.get(cell).push([frame, name]);
    }
  }
  for (const together of holders.values()) {
    if (together.length < 2) continue;
    for (const [frame, name] of together) {
      const others = together.filter(([other, also]) => other !== frame || also !== name);
      found.set(frame + "/" + name, others.map(([other, also]) => also + (other === frame ? "" : " in " + functionOf(other))));
    }
  }
  return found;
}

const functionOf = (frame) => state.stack.find((entry) => entry && entry[0] === frame)?.[1] ?? "the module";

// The text of a cell, with what the thing it names holds, for frames whose values the trace tells only later.
function textOf(cell, depth = 0) {
  if (typeof cell !== "number") return cell;
  const thing = seen.things.get(cell);
  if (!thing || depth > 3) return "…";
  const [kind, cells, count] = thing, more = count > cells.length ? ", …" : "";
  const inner = (part) => textOf(part, depth + 1);
  if (kind === "dict") return "{" + cells.map(([key, value]) => inner(key) + ": " + inner(value)).join(", ") + more + "}";
  if (kind[0] === ".") return kind.slice(1) + "(" + cells.map(([name, value]) => name + "=" + inner(value)).join(", ") + ")";
  const text = cells.map(inner).join(", ") + more;
  return kind === "list" ? "[" + text + "]" : kind === "tuple" ? "(" + text + (count === 1 ? ",)" : ")") : kind === "set" ? "{" + text + "}" : kind + "([" + text + "])";
}

function heapNames(frame) {
  if (!heap) return null;
  const names = seenAt(at).names.get(frame);
  return names && new Map(names.filter(([, cell]) => typeof cell === "number").map(([name, cell]) => [name, textOf(cell).slice(0, 240)]));
}
