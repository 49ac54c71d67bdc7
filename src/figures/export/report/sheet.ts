/** The style of a report. Of each chart that form is shown which the radio buttons choose. */
export const sheet = `
:root { color-scheme: light dark; --surface: light-dark(#fff, #15191c); --ink: light-dark(#15181a, #eef1f2);
  --soft: light-dark(#62676b, #949da3); --grid: light-dark(#ebebe6, #20262a);
  --good: light-dark(#1d6b3c, #7fd3a0); --bad: light-dark(#99201b, #ffada6); }
body { max-width: 84rem; margin: 2rem auto; padding: 0 1rem; background: var(--surface); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1rem; } p { margin: 0.4rem 0; } .soft, figcaption { color: var(--soft); }
.switches { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; margin: 1rem 0; }
fieldset { display: flex; flex-wrap: wrap; gap: 0 1rem; border: 1px solid var(--grid); border-radius: 6px; } legend { color: var(--soft); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
figure { margin: 0; } .variant > svg { width: 100%; height: auto; } .variant:focus-visible { outline: 2px solid currentColor; }
output { display: block; min-height: 1.5em; font-variant-numeric: tabular-nums; }
.ring { fill: none; stroke: var(--ink); stroke-width: 2; pointer-events: none; }
.linear, .excess { display: none; }
body:has(#linear:checked) .log { display: none; }
body:has(#linear:checked) .linear.whole { display: block; }
body:has(#excess:checked) .whole.floored { display: none; }
body:has(#excess:checked):has(#log:checked) .log.excess { display: block; }
body:has(#excess:checked):has(#linear:checked) .linear.excess { display: block; }
body:has(#excess:checked):has(#linear:checked) .linear.whole.floored { display: none; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; } .wide { overflow-x: auto; }
th, td { padding: 0.25rem 0.9rem 0.25rem 0; text-align: right; } th:last-child, td:last-child { text-align: left; }
thead { border-bottom: 1px solid var(--soft); } pre { overflow-x: auto; font-size: 0.8rem; color: var(--soft); }
@media print { .switches, output { display: none; } }`;
