import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatCount, formatNumber, formatPercents } from '../../../base/format.js';
import { padded, positiveExtent, type Range } from '../../../base/log-scale.js';
import { axisWords } from '../../../laws/runs/words.js';
import { skillKindOf } from '../../../laws/runs/skills.js';
import type { RunRecord } from '../../../lab/records/record.js';
import { familyConvention } from '../../../models/parameters.js';
import { ladderOf, rungWords } from '../../../figures/ladder.js';
import { selectStyles } from '../../parts/inputs.js';
import { segmented, segmentedStyles } from '../../parts/segmented.js';
import { controls, panel, table } from '../../parts/controls.js';
import { sizeColour } from '../../parts/size-ramp.js';
import { colour, type Theme } from '../../parts/tokens.js';
import { chartStyles } from '../chart-styles.js';
import { dataTable, dataTableStyles } from '../../parts/data-table.js';
import { drawBars } from '../draw-bars.js';
import { measureLines, type MeasureAxis, type MeasureLine, type MeasurePoint } from './measure-columns.js';
import { PlotController, type PlotView } from '../plot-controller.js';
import { resetZoomButton } from '../reset-zoom.js';
import { axisNames, kindWords, plotLabel, words } from './words.js';

const axes = ['step', 'size'] as const satisfies readonly MeasureAxis[];
/** The share axis reaches a little above 1, so that points there are whole. */
const SHARES = [0, 1.03] as const;

/** What is measured beside the loss, over steps or sizes; empty where nothing else is measured. */
@customElement('lab-measures-chart')
export class LabMeasuresChart extends LitElement {
  static override readonly styles = [
    controls,
    panel,
    table,
    ...chartStyles,
    segmentedStyles,
    dataTableStyles,
    selectStyles,
    css`
      :host {
        --chart-height: 17rem;
      }
      .lesson {
        margin-top: 0.3rem;
        color: var(--ink-soft);
        font-size: var(--small);
        text-wrap: pretty;
      }
      select {
        font-size: var(--small);
      }
    `,
  ];

  @property({ attribute: false }) runs: readonly RunRecord[] = [];
  /** Questions of the evaluation set, whose answers are right or not. */
  @property({ attribute: false }) asked = 0;
  @property() unit = 'loss';
  @property() theme: Theme = 'light';

  @state() private _axis: MeasureAxis = 'step';
  /** Place of the size whose subtasks are shown, null for the largest. */
  @state() private _rung: number | null = null;

  @query('.mount') private readonly _mount!: HTMLElement | null;
  @query('.readout') private readonly _readout!: HTMLElement | null;

  readonly #plot = new PlotController(this, () =>
    this._mount && this._readout ? { mount: this._mount, readout: this._readout } : null,
  );
  #lines: readonly MeasureLine[] = [];

  protected override willUpdate(changed: PropertyValues): void {
    if (!['runs', 'asked', 'unit', 'theme', '_axis', '_rung'].some((name) => changed.has(name))) return;
    const kind = skillKindOf(this.runs);
    if (!kind) return;
    const { asked } = this;
    this.#lines = measureLines(this.runs, kind, this._axis, { rung: this.#shownRung, asked });
    this.#plot.show(this.#view(kindWords[kind].label, kind === 'subtasks'));
  }

  protected override render(): TemplateResult | typeof nothing {
    const kind = skillKindOf(this.runs);
    if (!kind) return nothing;
    const { title, label, lesson } = kindWords[kind];
    const hasIntervals = this.#lines.some(({ points }) => points.some(([, , interval]) => interval));
    return html`<header>
        <h2>${title}</h2>
        ${resetZoomButton(this.#plot)}
        ${kind === 'subtasks' && this._axis === 'step' ? this.#sizes() : nothing}
        ${segmented({
          legend: words.axes,
          name: 'axis',
          options: axes.map((value) => ({ value, label: axisNames[value] })),
          value: this._axis,
          change: (axis) => {
            this._axis = axis;
            this.#plot.resetZoom();
          },
        })}
      </header>
      <div class="readout" aria-hidden="true"></div>
      <div
        class="plot"
        role="group"
        tabindex="0"
        aria-label=${plotLabel(title, this.#lines.length)}
        @keydown=${(event: KeyboardEvent) => this.#plot.onKey(event)}
      >
        <div class="mount"></div>
      </div>
      <p class="lesson">${lesson}</p>
      ${dataTable({
        caption: title,
        heads: [words.line, this.#xWords, label, ...(hasIntervals ? [words.interval] : [])],
        rows: this.#lines.flatMap(({ name, points }) =>
          points.map(([x, y, interval]) => [
            name,
            formatCount(x),
            formatNumber(y),
            ...(hasIntervals ? [interval ? formatPercents(interval) : ''] : []),
          ]),
        ),
      })}`;
  }

  get #xWords(): string {
    if (this._axis === 'step') return words.steps;
    const family = this.runs.at(0)?.plan.model.family ?? 'mlp';
    return axisWords({ axis: 'N', convention: familyConvention[family], examples: 'samples' });
  }

  get #shownRung(): number {
    const last = ladderOf(this.runs).rungs.length - 1;
    return Math.min(this._rung ?? last, last);
  }

  #sizes(): TemplateResult {
    const ladder = ladderOf(this.runs);
    return html`<select
      aria-label=${words.size}
      @change=${(event: Event) => (this._rung = Number((event.target as HTMLSelectElement).value))}
    >
      ${ladder.rungs.map(
        (_, rung) =>
          html`<option value=${rung} ?selected=${rung === this.#shownRung}>
            ${rungWords(ladder, rung)}
          </option>`,
      )}
    </select>`;
  }

  #view(label: string, isLoss: boolean): PlotView {
    const lines = this.#lines;
    const x = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
    const place = new Map(x.map((at, i) => [at, i]));
    const columnOf = (
      { points }: MeasureLine,
      valueOf: (point: MeasurePoint) => number | undefined,
    ): (number | null)[] => {
      const column = new Array<number | null>(x.length).fill(null);
      for (const point of points) {
        const value = valueOf(point) ?? NaN;
        if (Number.isFinite(value) && (value > 0 || !isLoss)) column[place.get(point[0]) ?? 0] = value;
      }
      return column;
    };
    const columns = lines.map((line) => columnOf(line, ([, y]) => y));
    // Over steps the intervals are bands, over sizes bars.
    const banded = isLoss || this._axis === 'size' ? [] : lines;
    const edges = banded.flatMap((line) =>
      [1, 0].map((end) => columnOf(line, ([, , interval]) => interval?.[end])),
    );
    const domain = {
      x: padded(positiveExtent(x) ?? [1, 1000], 0.03),
      y: isLoss ? lossDomain(columns) : SHARES,
    };
    const xWords = this.#xWords;
    const { theme } = this;
    const strokeOf = ({ colour: index, count }: MeasureLine): string =>
      index === null ? colour('ink', theme) : sizeColour(index, count, theme);
    const edge = { stroke: 'transparent', width: 0, points: { show: false }, spanGaps: true };
    return {
      key: [this.theme, xWords, isLoss, ...lines.map(({ name }) => name)].join(),
      theme: this.theme,
      labels: { x: xWords, y: isLoss ? `loss (${this.unit})` : label },
      scales: { x: 'log', y: isLoss ? 'log' : 'linear' },
      series: [
        ...lines.map((line) => {
          const isMean = line.colour === null;
          const stroke = strokeOf(line);
          const isThin = isLoss && !isMean;
          const points = { show: !isThin, size: 6, fill: stroke, space: 0 };
          return {
            stroke,
            width: isThin ? 1 : isLoss ? 3 : 2,
            alpha: isThin ? 0.75 : 1,
            spanGaps: true,
            points,
          };
        }),
        ...edges.map(() => edge),
      ],
      bands: banded.map((line, i) => ({
        series: [1 + lines.length + 2 * i, 2 + lines.length + 2 * i],
        fill: `color-mix(in srgb, ${strokeOf(line)} 12%, transparent)`,
      })),
      data: [x.length > 0 ? x : [...domain.x], ...columns, ...edges] as unknown as PlotView['data'],
      domain,
      draw: (plot) => {
        if (this._axis === 'step') return;
        for (const line of this.#lines) {
          const bars = line.points.flatMap(([at, , interval]) => (interval ? [[at, interval] as const] : []));
          drawBars(plot, bars, strokeOf(line));
        }
      },
      readout: (cursor) => {
        if (!cursor) return '';
        const at = `${xWords} ${formatCount(cursor.x)}`;
        return cursor.y === null ? at : `${at} · ${label} ${formatNumber(cursor.y)}`;
      },
    };
  }
}

/** The loss of a solved subtask falls without end; the axis follows it four decades down. */
const DEEPEST = 1e-4;

function lossDomain(columns: readonly (readonly (number | null)[])[]): Range {
  const [low, high] = positiveExtent(columns.flat()) ?? [0.01, 1];
  return padded([Math.max(low, high * DEEPEST), high]);
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-measures-chart': LabMeasuresChart;
  }
}
