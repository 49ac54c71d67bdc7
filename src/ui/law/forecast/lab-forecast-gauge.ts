import { largest, smallest } from '../../../base/many.js';
import { css, html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { formatTick } from '../../../base/format.js';
import { logTicks, padded, type Range } from '../../../base/log-scale.js';
import { Z95 } from '../../../base/maths/statistics.js';
import { controls } from '../../parts/controls.js';
import { colour, fontFamily, type Theme } from '../../parts/tokens.js';
import type { GaugeReading } from './gauge-reading.js';
import { gaugeWords, words } from './words.js';

const HEIGHT = 116;
const BAR = { top: 38, height: 22 } as const;
const AXIS = 94;
const MARGIN = 14;
/** An interval that reaches zero is cut this far below the prediction. */
const LEAST_SHARE = 0.2;

/** A forecast as a gauge over the loss, on a log axis: the interval that was promised, its middle, and what was measured. */
@customElement('lab-forecast-gauge')
export class LabForecastGauge extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
        min-height: ${HEIGHT}px;
      }
      svg {
        display: block;
        width: 100%;
        overflow: visible;
      }
    `,
  ];

  @property({ attribute: false }) reading: GaugeReading | null = null;
  @property() unit = 'loss';
  @property() theme: Theme = 'light';

  @state() private _width = 0;
  @query('svg') private readonly _svg!: SVGSVGElement | null;

  readonly #resize = new ResizeObserver(([{ contentRect }]) => (this._width = Math.round(contentRect.width)));

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { reading, _width: width } = this;
    if (!reading || width < 80) return nothing;
    return html`<svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox="0 0 ${width} ${HEIGHT}"
      height=${HEIGHT}
      font-family=${fontFamily}
      font-size="12"
      role="img"
      aria-label=${gaugeWords(reading, this.unit)}
    >
      ${this.#drawing(reading, width)}
    </svg>`;
  }

  #drawing(reading: GaugeReading, width: number): SVGTemplateResult {
    const { loss, interval, measured, known } = reading;
    const { theme } = this;
    const low = Math.max(interval[0], loss * LEAST_SHARE);
    const ends = [low, interval[1], measured?.loss ?? loss];
    const domain: Range = padded([smallest(ends), largest(ends)], 0.6, 0.02);
    const x = (value: number): number =>
      MARGIN + ((width - 2 * MARGIN) * Math.log(value / domain[0])) / Math.log(domain[1] / domain[0]);
    const [ink, faint, line] = [colour('ink', theme), colour('ink-faint', theme), colour('line', theme)];
    const middle = BAR.top + BAR.height / 2;
    return svg`
      ${logTicks(domain, Math.max(4, Math.floor(width / 90))).map(
        (tick) => svg`<line x1=${x(tick)} x2=${x(tick)} y1=${BAR.top - 6} y2=${AXIS} stroke=${line} />
          <text x=${x(tick)} y=${AXIS + 16} fill=${faint} text-anchor="middle">${formatTick(tick)}</text>`,
      )}
      <line x1=${MARGIN} x2=${width - MARGIN} y1=${AXIS} y2=${AXIS} stroke=${line} />
      <rect x=${x(low)} y=${BAR.top} width=${Math.max(2, x(interval[1]) - x(low))} height=${BAR.height} rx="3"
        fill=${ink} fill-opacity="0.14" />
      ${[low, interval[1]].map(
        (end) =>
          svg`<line x1=${x(end)} x2=${x(end)} y1=${BAR.top} y2=${BAR.top + BAR.height} stroke=${ink} stroke-width="1.5" />`,
      )}
      <line x1=${x(loss)} x2=${x(loss)} y1=${BAR.top - 8} y2=${BAR.top + BAR.height + 8} stroke=${ink} stroke-width="2" />
      ${label({ x: x(loss), y: BAR.top - 16, text: words.gauge.expected(loss), fill: ink, width })}
      ${
        known !== null && known < domain[1]
          ? svg`<circle cx=${x(known)} cy=${middle} r="4" fill="none" stroke=${faint} stroke-width="1.75" />`
          : nothing
      }
      ${measured ? this.#measured(measured, x, width) : nothing}`;
  }

  #measured(
    { loss, standardError, hit }: NonNullable<GaugeReading['measured']>,
    x: (value: number) => number,
    width: number,
  ): SVGTemplateResult {
    const tone = colour(hit ? 'good' : 'danger-ink', this.theme);
    const middle = BAR.top + BAR.height / 2;
    const half = Z95 * (standardError ?? 0);
    return svg`
      <line x1=${x(Math.max(loss - half, loss / 2))} x2=${x(loss + half)} y1=${middle} y2=${middle} stroke=${tone} stroke-width="2" />
      <circle cx=${x(loss)} cy=${middle} r="6" fill=${tone} stroke=${colour('surface', this.theme)} stroke-width="2" />
      ${label({ x: x(loss), y: BAR.top + BAR.height + 22, text: words.gauge.measured(loss), fill: tone, width })}`;
  }

  /** The gauge as a file. */
  svg(): string {
    if (!this._svg) return '';
    const copy = this._svg.cloneNode(true) as SVGSVGElement;
    copy.setAttribute('width', String(this._width));
    const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT);
    for (let node = comments.nextNode(); node; node = comments.nextNode()) node.parentNode?.removeChild(node);
    const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    for (const [name, value] of Object.entries({
      width: '100%',
      height: '100%',
      fill: colour('surface', this.theme),
    }))
      paper.setAttribute(name, value);
    copy.prepend(paper);
    return new XMLSerializer().serializeToString(copy);
  }

  /** The same as a PNG, twice as large; null before it was drawn. */
  async png(): Promise<Blob | null> {
    if (!this._svg) return null;
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(this.svg())}`;
    await image.decode();
    const canvas = new OffscreenCanvas(2 * this._width, 2 * HEIGHT);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.convertToBlob();
  }
}

/** A text at x, kept within the drawing. */
function label({
  x,
  y,
  text,
  fill,
  width,
}: {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly fill: string;
  readonly width: number;
}): SVGTemplateResult {
  const half = 3.4 * text.length;
  const at = Math.min(Math.max(x, half), width - half);
  return svg`<text x=${at} y=${y} fill=${fill} text-anchor="middle">${text}</text>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-forecast-gauge': LabForecastGauge;
  }
}
