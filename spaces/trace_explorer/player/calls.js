// The call tree: it grows while the run plays; a call shows its arguments, then its result; a click goes there.
const MOST_CALLS = 300;
let calls = [], results = [], drawnCalls = 0, drawnResults = 0, nowCall = null;

function readCalls() {
  calls = []; results = []; drawnCalls = drawnResults = 0; nowCall = null;
  $("calls").replaceChildren();
  const open = new Map();
  run.steps.forEach((step, index) => {
    if (step.e === "call" && calls.length < MOST_CALLS) {
      const parent = [...open.values()].filter((call) => call.depth < step.d).sort((a, b) => b.depth - a.depth || b.step - a.step)[0];
      const given = (step.a || []).map(([, value]) => (value.length > 30 ? value.slice(0, 28) + "…" : value)).join(", ");
      const call = { step: index, frame: step.f, depth: step.d, words: step.n.split(".").pop() + "(" + given + ")", parent, item: null };
      for (const [frame, other] of open) if (other.depth >= step.d) open.delete(frame);
      open.set(step.f, call);
      calls.push(call);
    } else if (step.e === "return" && open.has(step.f)) {
      results.push({ step: index, call: open.get(step.f), value: step.v });
      open.delete(step.f);
    }
  });
  element.querySelector(".tp-calls-pane").hidden = calls.length < 2;
}

function makeCall(call) {
  const item = node("li", ""), button = node("button", "tp-call", call.words);
  button.type = "button";
  button.dataset.step = call.step;
  item.append(button, node("ol", ""));
  call.item = item;
  (call.parent ? call.parent.item.lastChild : $("calls")).append(item);
}

function drawCalls() {
  if (calls.length < 2) return;
  while (drawnCalls < calls.length && calls[drawnCalls].step <= at) { const call = calls[drawnCalls++]; if (!call.item) makeCall(call); call.item.hidden = false; }
  while (drawnCalls > 0 && calls[drawnCalls - 1].step > at) calls[--drawnCalls].item.hidden = true;
  const say = ({ call, value }, known) => { call.item.firstChild.textContent = call.words + (known && value !== undefined ? " → " + value : ""); };
  while (drawnResults < results.length && results[drawnResults].step <= at) say(results[drawnResults++], true);
  while (drawnResults > 0 && results[drawnResults - 1].step > at) { const one = results[--drawnResults]; if (one.call.item) say(one, false); }
  const frame = run.steps[at].f, now = calls.find((call) => call.frame === frame);
  if (now !== nowCall) {
    nowCall?.item?.firstChild.removeAttribute("aria-current");
    now?.item?.firstChild.setAttribute("aria-current", "step");
    nowCall = now;
  }
}
