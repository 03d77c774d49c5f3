// Predict: how it ends is hidden, the run pauses before branches and changes and asks; leniently graded, with a score.
let guess = { on: false, seen: 0, right: 0, of: 0, asked: -1 };

const tame = (text) => text.trim().replace(/^`|`$/g, "").replace(/\b(true|false|none)\b/gi, (word) => word[0].toUpperCase() + word.slice(1).toLowerCase()).replace(/"/g, "'").replace(/\s+/g, "").replace(/,(?=[\])}]|$)/g, "");
const bare = (text) => tame(text).replace(/^[[({']|[\])}']$/g, "");
const isRight = (given, value) => given.trim() !== "" && (tame(given) === tame(value) || bare(given) === bare(value));

// What can be asked about a step: a decision, or the one value that it changes.
function riddle(step) {
  if (step.t?.length) {
    const [condition, outcome] = step.t[step.t.length - 1];
    const looped = /^for /.test(condition);
    return { words: looped ? `Line ${step.l}: is there another turn of “${condition}”?` : `Line ${step.l}: is “${condition}” true now?`, value: outcome ? "True" : "False", choices: looped ? [["Yes", "True"], ["No", "False"]] : [["True", "True"], ["False", "False"]] };
  }
  const changes = (step.c || []).filter(([, , value]) => isShown(value) && value !== "<unbound>" && value.length <= 40);
  if (step.e !== "line" || changes.length !== 1 || (step.c || []).length !== 1) return null;
  const [, name, value] = changes[0];
  return { words: `Line ${step.l} runs. What is “${name}” after it?`, value, choices: null };
}

// Go on to a step, or only as far as the first thing to predict on the way there.
function move(to) {
  if (!guess.on || to <= guess.seen) return go(to);
  const end = Math.min(to, run.steps.length - 1);
  for (let step = guess.seen + 1; step <= end; step++) {
    const found = riddle(run.steps[step]);
    if (found) { guess.seen = step - 1; go(step - 1); return askAbout(step, found); }
  }
  guess.seen = end;
  go(end);
}

function askAbout(step, { words, value, choices }) {
  stop();
  guess.asked = step;
  lightLine(run.steps[step].l);
  const form = $("ask"), question = node("p", "tp-question", words), said = node("p", "tp-said");
  said.setAttribute("role", "status");
  const answer = (given) => {
    const right = isRight(given, value);
    guess.of++;
    guess.right += right;
    guess.seen = step;
    go(step);
    said.textContent = (right ? "✓ Right: " : "✗ The run says ") + value + score();
    form.querySelectorAll("button, input").forEach((one) => one.remove());
    const on = node("button", "tp-on", "Go on");
    on.type = "button";
    on.onclick = () => { form.hidden = true; move(run.steps.length - 1); };
    form.append(on);
    on.focus();
  };
  form.replaceChildren(question);
  if (choices) {
    for (const [shown, given] of choices) {
      const button = node("button", "tp-choice", shown);
      button.type = "button";
      button.onclick = () => answer(given);
      form.append(button);
    }
  } else {
    const input = node("input", "tp-given");
    input.setAttribute("aria-label", words);
    const button = node("button", "tp-choice", "Say so");
    form.append(input, button);
    form.onsubmit = (event) => { event.preventDefault(); answer(input.value); };
  }
  if (choices) form.onsubmit = (event) => event.preventDefault();
  form.append(said);
  form.hidden = false;
  form.querySelector("input, button").focus();
}

const score = () => ` · ${guess.right} of ${guess.of} right`;

function setGuessing(on) {
  guess = { on, seen: on ? 0 : run.steps.length, right: 0, of: 0, asked: -1 };
  $("guess").setAttribute("aria-pressed", String(on));
  $("ask").hidden = true;
  hideEnd();
  furthest = on ? 0 : run.steps.length - 1;
  if (on) { true_ = newTelling(run.text, $("text")); show("true"); }
  go(0);
  if (on) move(run.steps.length - 1);
}

// How the run ends is not said while it is asked about: here, or by the questions below the player.
let asking = false;
function hideEnd() {
  const hidden = guess.on || asking;
  $("outcome").textContent = hidden ? "How it ends is hidden while you answer." : run.outcome;
  section.classList.toggle("tp-hides-end", hidden);
  element.querySelector(".tp-text-pane").hidden = asking || !run.text.length && !theirs;
}
