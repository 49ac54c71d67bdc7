import { css, unsafeCSS } from 'lit';
import uplotCss from 'uplot/dist/uPlot.min.css?inline';

/** Head with title and tools, a line for the crosshair's words, the plot, what belongs below it. */
export const chartStyles = [
  unsafeCSS(uplotCss),
  css`
    :host {
      display: flex;
      flex-direction: column;
      min-width: 0;
      padding: 0.8rem 0.9rem 0.7rem;
    }
    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: flex-end;
      gap: 0.3rem 0.6rem;
      min-height: 2rem;
    }
    header h2 {
      margin-right: auto;
    }
    .tools {
      display: flex;
      align-items: center;
    }
    .readout {
      min-height: 1.3rem;
      color: var(--ink-faint);
      font-size: var(--small);
      font-variant-numeric: tabular-nums;
    }
    .plot {
      position: relative;
      isolation: isolate;
      flex: 1 1 var(--chart-height, 20rem);
      min-height: var(--chart-height, 20rem);
      border-radius: var(--radius-small);
      touch-action: pan-y;
    }
    .mount {
      position: absolute;
      inset: 0;
      overflow: hidden;
    }
    /* What was drawn for the screen, as wide as the paper. */
    @media print {
      .plot {
        flex: none;
        height: auto !important;
        min-height: 0 !important;
      }
      .mount {
        position: static;
      }
      .uplot,
      .u-wrap,
      .u-wrap canvas {
        position: static;
        width: 100% !important;
        height: auto !important;
      }
      .u-over,
      .readout {
        display: none;
      }
    }
    /* A shared crosshair may lie beyond what this chart shows. */
    .u-over {
      overflow: hidden;
    }
    .message {
      position: absolute;
      top: calc(50% - 1.5rem);
      left: calc(50% + 1.75rem);
      display: grid;
      justify-items: center;
      gap: 0.15rem;
      width: max-content;
      max-width: calc(100% - 6rem);
      padding: 0.5rem 1rem;
      border-radius: var(--radius-small);
      background: var(--surface);
      transform: translate(-50%, -50%);
      color: var(--ink-faint);
      font-size: 0.875rem;
      text-align: center;
      text-wrap: balance;
      pointer-events: none;
    }
    .message strong {
      color: var(--ink-soft);
      font-weight: 550;
    }
    .u-select {
      background: light-dark(#1f62d61f, #7db3ff2b);
    }
    .u-hz .u-cursor-x {
      border-right: 1px solid var(--line-strong);
    }
    .u-hz .u-cursor-y {
      border-bottom: 1px solid var(--line-strong);
    }
  `,
];
