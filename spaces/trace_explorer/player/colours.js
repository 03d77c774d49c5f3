// The editor's own colours have a contrast of 2 to 4: they are made dark enough for white, or light enough for black.
const ENOUGH = 4.8;

function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((part) => { const value = part / 255; return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function readable(colour, dark) {
  const ground = dark ? [77, 67, 0] : [255, 243, 191], aim = dark ? 255 : 0; // the live line: the worst ground there is
  let parts = colour;
  for (let share = 0.05; contrast(parts, ground) < ENOUGH && share <= 1; share += 0.05) parts = colour.map((part) => Math.round(part + (aim - part) * share));
  return `rgb(${parts.join(", ")})`;
}

function mendColours() {
  const dark = Boolean(document.querySelector(".dark"));
  for (const sheet of [...document.adoptedStyleSheets, ...document.styleSheets]) {
    let rules = [];
    try { rules = sheet.cssRules; } catch (error) { continue; }
    for (const rule of rules) {
      if (!/^\.\u037c\w+$/.test(rule.selectorText || "") || !rule.style.color) continue;
      const parts = rule.style.color.match(/\d+/g);
      if (parts?.length === 3) rule.style.color = readable(parts.map(Number), dark);
    }
  }
}
