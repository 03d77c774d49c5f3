// The live line: in the page's own editor where there is one, else in a list of the code's lines.
const isMain = element.id === "player" || Boolean(element.closest("#player"));
const editor = () => document.querySelector("#code"); // it may come into the page later than the player
let rows = [], lit = -1, peeked = -1, bars = {};

function drawCode() {
  element.querySelector(".tp-code-pane").hidden = isMain;
  if (isMain) return;
  rows = run.code.map((line, index) => {
    const row = node("div", "tp-row");
    row.append(node("span", "tp-no", String(index + 1)), node("span", "tp-line", line));
    return row;
  });
  $("code").replaceChildren(...rows);
}

// A bar across a line of the editor. It lies beside the text, not in it: the editor watches what is in there.
function bar(kind, line, words) {
  const scroller = editor()?.querySelector(".cm-scroller");
  if (!scroller) return;
  if (!bars[kind]?.isConnected) {
    bars[kind] = node("div", "tp-live tp-live-" + kind);
    scroller.append(bars[kind]);
  }
  const content = scroller.querySelector(".cm-content"), view = content.cmTile?.view ?? content.cmView?.view;
  const height = view?.defaultLineHeight ?? scroller.querySelector(".cm-line").getBoundingClientRect().height;
  const top = (view?.documentPadding.top ?? 5) + (line - 1) * height;
  bars[kind].style.cssText = `top:${top}px;height:${height}px`;
  bars[kind].dataset.line = line;
  bars[kind].hidden = line < 1;
  bars[kind].textContent = words ?? "";
  if (line > 0 && (top < scroller.scrollTop || top + height > scroller.scrollTop + scroller.clientHeight - 4)) {
    scroller.scrollTop = Math.max(0, top - scroller.clientHeight / 2);
  }
}

function lightLine(line) {
  if (isMain) return bar("now", line);
  if (rows[lit]) { rows[lit].classList.remove("tp-now"); rows[lit].removeAttribute("aria-current"); }
  lit = line - 1;
  if (!rows[lit]) return;
  rows[lit].classList.add("tp-now");
  rows[lit].setAttribute("aria-current", "step");
}

function peekLine(line) {
  if (isMain) return bar("peek", line);
  if (rows[peeked]) rows[peeked].classList.remove("tp-peek");
  peeked = line - 1;
  if (rows[peeked]) rows[peeked].classList.add("tp-peek");
}
