// Pictures of values: cells with arrows for the names that index them, grids, tables, and objects or adjacency drawn as
// trees and graphs. A thing is drawn once, with all of its names. dagre (vendor/) lays the graphs out.
const SVG = "http://www.w3.org/2000/svg";
let drawings = new Map(), layouts = new Map(), markers = 0;

function svg(tag, attributes, text) {
  const fresh = document.createElementNS(SVG, tag);
  for (const name in attributes) fresh.setAttribute(name, attributes[name]);
  if (text !== undefined) fresh.textContent = text;
  return fresh;
}

function forgetPictures() { drawings = new Map(); layouts = new Map(); $("pics").replaceChildren(); }

function drawPictures() {
  const pane = element.querySelector(".tp-pics-pane");
  if (!heap) { pane.hidden = true; return; }
  const scene = sceneAt();
  const drawn = [];
  for (const drawing of scene.drawings) {
    const key = JSON.stringify(drawing.key), old = drawings.get(drawing.id);
    if (old?.key !== key) {
      const fresh = drawing.draw();
      if (old && drawing.cells && !calmly()) swapped(old, fresh, drawing.cells);
      drawings.set(drawing.id, { key, element: fresh, cells: drawing.cells });
    }
    drawn.push(drawings.get(drawing.id).element);
  }
  pane.hidden = !drawn.length;
  const home = $("pics");
  if (drawn.length !== home.children.length || drawn.some((one, index) => home.children[index] !== one)) home.replaceChildren(...drawn);
}

// What there is to draw: names of the frames on the stack, and all that they lead to.
function sceneAt() {
  const { names, things } = seenAt(at);
  const labels = new Map(), holders = new Map(), order = [], scalars = new Map();
  const stack = state.stack.filter(Boolean).map(([frame]) => frame), top = stack[stack.length - 1];
  const label = (number, text) => { if (!labels.has(number)) labels.set(number, []); if (!labels.get(number).includes(text)) labels.get(number).push(text); };
  const visit = (number) => {
    const pending = [number];
    while (pending.length) {
      const one = pending.shift();
      if (order.includes(one) || !things.has(one)) continue;
      order.push(one);
      for (const part of partsOf(things.get(one))) {
        holders.set(part.cell, [...(holders.get(part.cell) || []), [one, part.way]]);
        pending.push(part.cell);
      }
    }
  };
  for (const frame of new Set([top, ...stack.slice().reverse(), 0])) {
    for (const [name, cell] of names.get(frame) || []) {
      if (typeof cell === "number") { label(cell, frame === top || frame === 0 ? name : name + " (" + functionOf(frame) + ")"); visit(cell); }
      else if (frame === top || (frame === 0 && !scalars.has(name))) scalars.set(name, cell);
    }
  }
  return { drawings: drawingsOf({ things, labels, holders, order, scalars }) };
}

function partsOf([kind, cells]) {
  const found = [];
  cells.forEach((cell, index) => {
    if (kind === "dict") {
      if (typeof cell[0] === "number") found.push({ cell: cell[0], way: "key" });
      if (typeof cell[1] === "number") found.push({ cell: cell[1], way: "[" + cell[0] + "]" });
    } else if (kind[0] === ".") { if (typeof cell[1] === "number") found.push({ cell: cell[1], way: "." + cell[0] }); }
    else if (typeof cell === "number") found.push({ cell, way: kind === "set" ? "" : "[" + index + "]" });
  });
  return found;
}

function drawingsOf(scene) {
  const { things, labels, holders, order } = scene, taken = new Set(), found = [];
  const alone = (number) => !labels.has(number) && (holders.get(number) || []).length === 1;
  const objects = order.filter((number) => things.get(number)[0][0] === ".");
  if (objects.length) found.push(objectsDrawing(scene, objects, taken));
  for (const number of order) {
    if (taken.has(number)) continue;
    const [kind, cells] = things.get(number);
    const rows = kind === "dict" ? cells.map(([, value]) => value) : cells;
    const inner = rows.filter((cell) => typeof cell === "number").map((cell) => things.get(cell));
    const flat = inner.length === rows.length && rows.length > 0 && rows.every((cell) => alone(cell)) && inner.every((thing) => thing && thing[1].every((cell) => typeof (Array.isArray(cell) ? cell[1] : cell) === "string"));
    if (kind === "dict" && flat && isAdjacency(cells, things)) {
      rows.forEach((cell) => taken.add(cell));
      found.push(graphDrawing(scene, number));
    } else if ((kind === "list" || kind === "tuple") && flat && inner.every(([of]) => of === "list" || of === "tuple")) {
      rows.forEach((cell) => taken.add(cell));
      found.push(gridDrawing(scene, number));
    } else if (kind === "dict") found.push(tableDrawing(scene, number, taken, alone));
    else found.push(cellsDrawing(scene, number));
  }
  return found.filter((drawing) => drawing && !drawing.of?.some((number) => taken.has(number)));
}

function nameOf(scene, number) {
  const own = scene.labels.get(number) || [];
  const ways = (scene.holders.get(number) || []).map(([holder, way]) => (scene.labels.get(holder)?.[0] ?? "…") + way);
  return [...own, ...new Set(ways)].slice(0, 6).join(", ") || "…";
}

const shortOf = (scene, cell) => (typeof cell === "number" ? "→ " + (scene.labels.get(cell)?.[0] ?? "#" + cell) : cell);

function titled(scene, number, words, body) {
  const figure = node("figure", "tp-fig");
  figure.append(node("figcaption", "", words), body);
  if ((scene.holders.get(number) || []).length + (scene.labels.get(number) || []).length > 1) figure.classList.add("tp-shared");
  return figure;
}

// ---- Cells: a list, a tuple, a deque, a set.

function pointers(scene, number, count) {
  const found = [];
  for (const name of scene.labels.get(number) || []) {
    for (const index of heap.index[name.split(" ")[0]] || []) {
      const value = scene.scalars.get(index);
      if (value !== undefined && /^-?\d+$/.test(value)) {
        const place = Number(value) < 0 ? Number(value) + count : Number(value);
        if (place >= 0 && place < count && !found.some(([known]) => known === index)) found.push([index, place]);
      }
    }
  }
  return found;
}

function cellsDrawing(scene, number) {
  const [kind, cells, count] = scene.things.get(number), arrows = kind === "set" ? [] : pointers(scene, number, count);
  const texts = cells.map((cell) => shortOf(scene, cell)), words = nameOf(scene, number);
  return {
    id: number, cells: kind === "set" ? null : texts, key: [words, kind, texts, count, arrows],
    draw: () => {
      const list = node("ol", "tp-cells tp-kind-" + kind);
      texts.forEach((text, index) => {
        const item = node("li", ""), value = node("span", "tp-cell", text);
        if (kind !== "set") item.append(node("small", "", String(index)));
        item.append(value);
        const here = arrows.filter(([, place]) => place === index).map(([name]) => name);
        if (here.length) item.append(node("span", "tp-arrow", "▲ " + here.join(", ")));
        list.append(item);
      });
      if (count > cells.length) list.append(node("li", "tp-rest", "… " + (count - cells.length) + " more"));
      if (!count) list.append(node("li", "tp-rest", "empty"));
      return titled(scene, number, words + (kind === "list" ? "" : ": " + kind), list);
    },
  };
}

// Cells that changed places fly there: from where the same value stood before.
function swapped(old, fresh, cells) {
  const before = old.cells;
  if (!before || before.length !== cells.length) return;
  const moved = cells.map((text, index) => (text === before[index] ? -1 : before.findIndex((was, place) => was === text && cells[place] !== was)));
  if (moved.filter((from) => from >= 0).length > 8) return;
  moved.forEach((from, to) => {
    if (from < 0) return;
    const cell = fresh.querySelectorAll(".tp-cell")[to];
    requestAnimationFrame(() => {
      const source = fresh.querySelectorAll(".tp-cell")[from];
      if (!cell.isConnected || !source) return;
      const way = source.getBoundingClientRect().left - cell.getBoundingClientRect().left;
      cell.classList.add("tp-moved");
      cell.animate([{ transform: `translate(${way}px, ${way > 0 ? -14 : 14}px)` }, { transform: "none" }], { duration: 260, easing: "ease-out" });
    });
  });
}

// ---- Grids and tables.

function gridDrawing(scene, number) {
  const rows = scene.things.get(number)[1].map((cell) => scene.things.get(cell)[1]), words = nameOf(scene, number);
  return {
    id: number, key: [words, rows, pointers(scene, number, rows.length)],
    draw: () => {
      const table = node("table", "tp-gridded"), width = Math.max(...rows.map((row) => row.length)), marks = pointers(scene, number, rows.length);
      const head = node("tr", "");
      head.append(node("td", ""), ...Array.from({ length: width }, (_, column) => Object.assign(node("th", "", String(column)), { scope: "col" })));
      table.append(head);
      rows.forEach((row, index) => {
        const line = node("tr", ""), names = marks.filter(([, place]) => place === index).map(([name]) => name);
        line.append(Object.assign(node("th", "", index + (names.length ? " ◀ " + names.join(", ") : "")), { scope: "row" }), ...row.map((cell) => node("td", "", cell)));
        table.append(line);
      });
      return titled(scene, number, words, table);
    },
  };
}

function tableDrawing(scene, number, taken, alone) {
  const [, cells, count] = scene.things.get(number), words = nameOf(scene, number);
  const text = (cell) => {
    const thing = typeof cell === "number" && alone(cell) ? scene.things.get(cell) : null;
    if (!thing || thing[0][0] === "." || partsOf(thing).length) return shortOf(scene, cell);
    taken.add(cell);
    return textOf(cell);
  };
  const pairs = cells.map(([key, value]) => [shortOf(scene, key), text(value)]);
  return {
    id: number, key: [words, pairs, count],
    draw: () => {
      const table = node("table", "tp-pairs-table");
      for (const [key, value] of pairs) {
        const row = node("tr", "");
        row.append(Object.assign(node("th", "", key), { scope: "row" }), node("td", "", value));
        table.append(row);
      }
      const body = node("div", "");
      body.append(count ? table : node("span", "tp-rest", "empty"), ...(count > cells.length ? [node("span", "tp-rest", "… " + (count - cells.length) + " more")] : []));
      return titled(scene, number, words + ": dict", body);
    },
  };
}

// ---- Graphs: adjacency, and objects that hold objects.

function isAdjacency(cells, things) {
  const keys = new Set(cells.map(([key]) => key));
  const ends = cells.flatMap(([, value]) => things.get(value)[1].map((cell) => (Array.isArray(cell) ? cell[0] : cell)));
  return ends.length > 0 && ends.every((end) => keys.has(end));
}

function graphDrawing(scene, number) {
  const cells = scene.things.get(number)[1], words = nameOf(scene, number);
  const nodes = cells.map(([key]) => ({ id: key, lines: [key], names: here(scene, key) }));
  const edges = cells.flatMap(([key, value]) => scene.things.get(value)[1].map((cell) => (Array.isArray(cell) ? [key, cell[0], cell[1]] : [key, cell, ""])));
  return { id: number, key: [words, nodes, edges], draw: () => titled(scene, number, words + ": graph", laidOut(nodes, edges)) };
}

const here = (scene, key) => [...scene.scalars].filter(([, value]) => value === key).map(([name]) => name).slice(0, 3);

function objectsDrawing(scene, objects, taken) {
  const { things, labels } = scene, edges = [];
  const nodes = objects.map((number) => {
    taken.add(number);
    const [kind, cells] = things.get(number), lines = [kind.slice(1)];
    for (const [name, cell] of cells) {
      if (typeof cell !== "number") lines.push(name + " = " + cell);
      else if (things.get(cell)?.[0][0] === ".") edges.push([String(number), String(cell), name]);
      else if (things.has(cell)) {
        const into = partsOf(things.get(cell)).filter((part) => things.get(part.cell)?.[0][0] === ".");
        for (const part of into) edges.push([String(number), String(part.cell), name + part.way]);
        if (!into.length) lines.push(name + " = " + textOf(cell).slice(0, 40));
        if (!labels.has(cell)) taken.add(cell);
      }
    }
    return { id: String(number), lines: lines.slice(0, 8), names: labels.get(number) || [] };
  });
  return { id: "objects", key: [nodes, edges], draw: () => { const figure = node("figure", "tp-fig"); figure.append(node("figcaption", "", "objects"), laidOut(nodes, edges)); return figure; } };
}

function laidOut(nodes, edges) {
  const size = ({ lines, names }) => ({ width: Math.max(34, 16 + 7.4 * Math.max(...lines.map((line) => line.length), names.join(", ").length)), height: 14 + 15 * (lines.length + (names.length ? 1 : 0)) });
  const key = JSON.stringify([nodes.map((one) => [one.id, size(one)]), edges]);
  if (!layouts.has(key)) {
    const graph = new dagre.graphlib.Graph({ multigraph: true });
    graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 34, marginx: 8, marginy: 8 });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const one of nodes) graph.setNode(one.id, size(one));
    edges.forEach(([from, to, words], number) => graph.setEdge(from, to, { width: 7 * words.length, height: 12 }, String(number)));
    dagre.layout(graph);
    layouts.set(key, graph);
    if (layouts.size > 60) layouts.delete(layouts.keys().next().value);
  }
  const graph = layouts.get(key), { width, height } = graph.graph(), mark = "tp-head-" + ++markers;
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": spoken(nodes, edges) });
  const head = svg("marker", { id: mark, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" });
  head.append(svg("path", { d: "M0 0L8 4L0 8z", class: "tp-tip-of-edge" }));
  picture.append(head);
  edges.forEach(([from, to, words], number) => {
    const edge = graph.edge(from, to, String(number));
    picture.append(svg("path", { class: "tp-edge", d: "M" + edge.points.map(({ x, y }) => x + " " + y).join("L"), "marker-end": `url(#${mark})` }));
    if (words) picture.append(svg("text", { class: "tp-edge-name", x: edge.x, y: edge.y - 3, "text-anchor": "middle" }, words));
  });
  for (const one of nodes) {
    const { x, y, width: wide, height: high } = graph.node(one.id), left = x - wide / 2, top = y - high / 2, group = svg("g", {});
    group.append(svg("rect", { class: "tp-node" + (one.names.length ? " tp-named" : ""), x: left, y: top, width: wide, height: high, rx: 6 }));
    [...(one.names.length ? [one.names.join(", ")] : []), ...one.lines].forEach((line, row) => {
      group.append(svg("text", { class: row === 0 && one.names.length ? "tp-node-names" : "tp-node-line", x, y: top + 18 + 15 * row, "text-anchor": "middle" }, line));
    });
    picture.append(group);
  }
  return picture;
}

function spoken(nodes, edges) {
  const named = new Map(nodes.map((one) => [one.id, (one.names.length ? one.names.join(" and ") + ", " : "") + one.lines.join(" ")]));
  return edges.slice(0, 40).map(([from, to, words]) => named.get(from) + " leads" + (words ? " by " + words : "") + " to " + named.get(to)).join("; ") || [...named.values()].join("; ");
}
