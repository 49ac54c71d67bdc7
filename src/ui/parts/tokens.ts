// Design tokens. Ink, paper and hairlines: hue is kept for data (the ramp of sizes) and for warnings. Each colour has a
// light and a dark value; charts read the table, style sheets the custom properties made from it.

import { unsafeCSS } from 'lit';

export type Theme = 'light' | 'dark';

/** Colour by name: [light, dark]. Text colours keep 4.5:1 on every surface, borders of controls 3:1. */
const colours = {
  page: ['#f4f4f1', '#0d1012'],
  surface: ['#ffffff', '#15191c'],
  sunken: ['#ecece8', '#1e2428'],
  line: ['#dcdcd6', '#2a3136'],
  'line-strong': ['#85888a', '#737d84'],
  ink: ['#15181a', '#eef1f2'],
  'ink-soft': ['#43484c', '#bcc4c9'],
  'ink-faint': ['#62676b', '#949da3'],
  link: ['#1a55b5', '#8fbcff'],
  focus: ['#1f62d6', '#7db3ff'],
  beyond: ['#f7f7f4', '#191e21'],
  'info-ink': ['#173f85', '#b5d2ff'],
  'info-fill': ['#eaf0fb', '#16243a'],
  'good-fill': ['#e6f3ea', '#14281c'],
  'notice-ink': ['#3d4246', '#c3cbd0'],
  'notice-fill': ['#eceef0', '#1d2327'],
  'warning-ink': ['#6f4500', '#f2cd85'],
  'warning-fill': ['#fbf1da', '#2b2413'],
  'danger-ink': ['#99201b', '#ffada6'],
  'danger-fill': ['#fcecea', '#311a18'],
  good: ['#1d6b3c', '#7fd3a0'],
  grid: ['#ebebe6', '#20262a'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;
export type ColourName = keyof typeof colours;

/** A colour of a theme, for canvas and SVG, which know no custom properties. */
export function colour(name: ColourName, theme: Theme): string {
  return colours[name][theme === 'light' ? 0 : 1];
}

const colourProperties = Object.entries(colours)
  .map(([name, [light, dark]]) => `--${name}: light-dark(${light}, ${dark});`)
  .join('\n  ');

export const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

const rules = `
:root {
  color-scheme: light dark;
  ${colourProperties}
  --font: ${fontFamily};
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace;
  --small: 0.8125rem;
  --tiny: 0.75rem;
  --radius: 10px;
  --radius-small: 6px;
  --gap: 1rem;
  --shadow: 0 1px 2px light-dark(#15181a0d, #0000);
  /* 16 px on a laptop, 18 on a projector. */
  font-size: clamp(16px, 0.25rem + 0.73vw, 22px);
}
/* The header stays in sight, and what has the focus is not to lie under it. */
@media (min-width: 761px) {
  :root {
    scroll-padding-top: 4rem;
  }
}
/* To be read from the last row. */
:root[data-presented] {
  font-size: clamp(18px, 1.36vw, 36px);
}
/* Black on white, whatever the theme. */
@media print {
  :root {
    color-scheme: light !important;
    --page: #fff;
    --beyond: #fff;
    --shadow: none;
    font-size: 10pt;
  }
}
body {
  margin: 0;
  background: var(--page);
  color: var(--ink);
  font: 1rem / 1.45 var(--font);
}
`;

/** The tokens as one sheet for the document; custom properties reach into every shadow root. */
export const tokens = unsafeCSS(rules);

/** Gives a document the tokens, once. */
export function adoptTokens(root: Document): void {
  const sheet = tokens.styleSheet;
  if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
