import type { ReactiveController, ReactiveControllerHost } from 'lit';
import uPlot from 'uplot';
import { formatCount, formatTick } from '../../base/format.js';
import { colour, fontFamily, type Theme } from '../parts/tokens.js';
import { linearTicks, logTicks, type Range } from '../../base/log-scale.js';

/** What a plot shows; a chart makes a new one from its properties, the controller draws the latest on an animation frame. */
export interface PlotView {
  /** Names the structure (series, labels, theme): when it changes the plot is made again, else it only gets new data. */
  readonly key: string;
  readonly theme: Theme;
  readonly labels: { readonly x: string; readonly y: string };
  /** Both axes are logarithmic unless this says otherwise. */
  readonly scales?: Readonly<Record<'x' | 'y', 'log' | 'linear'>>;
  /** Room at its right for names, in em of the page's root; 0 unless it says otherwise. */
  readonly room?: number;
  readonly series: readonly uPlot.Series[];
  readonly bands: readonly uPlot.Band[];
  /** x, then a column a series. */
  readonly data: uPlot.AlignedData;
  /** What is shown unless a visitor zoomed. */
  readonly domain: { readonly x: Range; readonly y: Range };
  /** Draws above the series. */
  readonly draw: ((plot: uPlot) => void) | null;
  /** In em of the page's root: the room left of a plot whose y another plot labels. */
  readonly bare?: number;
  /** The words for the crosshair; null where there is none. */
  readonly readout: (cursor: Crosshair | null) => string;
}

/** Where the crosshair is; without y where another chart of the same x has it. */
export interface Crosshair {
  readonly x: number;
  readonly y: number | null;
}

/** Lengths of an axis in em of the page's root. */
const AXIS = {
  font: 0.78,
  /** Heights of the titles' lines, and the gap that only the turned title of y needs. */
  titleHeight: 1.15,
  titleGap: { x: 0, y: 0.1 },
  /** Room for the labels of ticks: their height along x, the width of five digits along y. */
  labelRoom: { x: 1.9, y: 3.4 },
  labelGap: 0.35,
  /** Least distance between ticks, so that their labels stay apart. */
  tickDistance: { x: 4.2, y: 2.6 },
} as const;
/** A plot smaller than this in pixels is not drawn. */
const LEAST_SIZE = 80;
/** A shorter drag in pixels is a click, not a zoom. */
const LEAST_DRAG = 8;
/** Pixels by which arrow keys move the crosshair, alone and with Shift. */
const KEY_STEP = { alone: 8, withShift: 40 } as const;

/** Pixels of an em of the page. */
function rootEm(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize);
}

interface PlotParts {
  /** Where the canvas goes; it gives the size. */
  readonly mount: HTMLElement;
  /** Where the crosshair's words go. */
  readonly readout: HTMLElement;
}

/**
 * Owns a uPlot outside reactive state: made once there is a view and a size, given new data on animation frames, resized with its
 * mount, destroyed on disconnect. Charts with the same label of x share one crosshair. Dragging zooms; a double click or `resetZoom`
 * shows everything again.
 */
export class PlotController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: () => PlotParts | null;
  // Reading the size while drawing would cost a layout of the whole page each time.
  readonly #resize = new ResizeObserver(([{ contentRect }]) => {
    this.#size = { width: Math.round(contentRect.width), height: Math.round(contentRect.height) };
    this.#draw();
  });
  #size = { width: 0, height: 0 };
  #plot: uPlot | null = null;
  #view: PlotView | null = null;
  #madeFor = '';
  #frame = 0;
  #zoom: { readonly x: Range; readonly y: Range } | null = null;
  #observed: HTMLElement | null = null;

  constructor(host: ReactiveControllerHost, parts: () => PlotParts | null) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  get zoomed(): boolean {
    return this.#zoom !== null;
  }

  show(view: PlotView): void {
    this.#view = view;
    this.#schedule();
  }

  resetZoom(): void {
    this.#setZoom(null);
  }

  /** Moves the crosshair along x by `pixels`; from the middle if it is nowhere yet. For keys. */
  moveCrosshair(pixels: number): void {
    const plot = this.#plot;
    if (!plot) return;
    const { x, y, width, height } = plot.over.getBoundingClientRect();
    const { left = -1, top = -1 } = plot.cursor;
    const start = left < 0 ? width / 2 : left + pixels;
    // As a mouse does, so that charts with the same x receive it too.
    plot.over.dispatchEvent(
      new MouseEvent('mousemove', {
        clientX: x + Math.min(width, Math.max(0, start)),
        clientY: y + (top < 0 ? height / 2 : top),
      }),
    );
  }

  /** Arrow keys move the crosshair, Escape shows everything again. */
  onKey(event: KeyboardEvent): void {
    const pixels = event.shiftKey ? KEY_STEP.withShift : KEY_STEP.alone;
    if (event.key === 'ArrowLeft') this.moveCrosshair(-pixels);
    else if (event.key === 'ArrowRight') this.moveCrosshair(pixels);
    else if (event.key === 'Escape') this.resetZoom();
    else return;
    event.preventDefault();
  }

  /** What is drawn now, on the theme's paper; null before the first drawing. */
  async png(): Promise<Blob | null> {
    if (!this.#plot || !this.#view) return null;
    const source = this.#plot.ctx.canvas;
    const copy = new OffscreenCanvas(source.width, source.height);
    const context = copy.getContext('2d');
    if (!context) return null;
    context.fillStyle = colour('surface', this.#view.theme);
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(source, 0, 0);
    return copy.convertToBlob();
  }

  hostUpdated(): void {
    const mount = this.#parts()?.mount ?? null;
    if (mount === this.#observed) return;
    this.#resize.disconnect();
    if (mount) this.#resize.observe(mount);
    this.#observed = mount;
  }

  hostDisconnected(): void {
    this.#resize.disconnect();
    this.#observed = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    window.removeEventListener('beforeprint', this.#onPrint);
    this.#destroy();
  }

  hostConnected(): void {
    window.addEventListener('beforeprint', this.#onPrint);
    this.#host.requestUpdate();
    if (this.#view) this.#schedule();
  }

  /** No animation frame comes before a page is on paper, in another theme perhaps. */
  readonly #onPrint = (): void => this.#draw();

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const parts = this.#parts();
    const view = this.#view;
    if (!parts || !view) return;
    const { width, height } = this.#size;
    if (width < LEAST_SIZE || height < LEAST_SIZE) return;
    // Large type for a projector makes it again.
    const madeFor = `${view.key} ${rootEm()}`;
    if (!this.#plot || this.#madeFor !== madeFor) {
      this.#destroy();
      this.#plot = new uPlot(this.#options(view, width, height), view.data, parts.mount);
      this.#madeFor = madeFor;
    } else {
      if (this.#plot.width !== width || this.#plot.height !== height) this.#plot.setSize({ width, height });
      this.#plot.setData(view.data);
    }
    this.#sayCursor();
  }

  #destroy(): void {
    this.#plot?.destroy();
    this.#plot = null;
    this.#madeFor = '';
  }

  #setZoom(zoom: { readonly x: Range; readonly y: Range } | null): void {
    this.#zoom = zoom;
    this.#host.requestUpdate();
    this.#schedule();
  }

  #sayCursor(): void {
    const parts = this.#parts();
    const plot = this.#plot;
    if (!parts || !plot || !this.#view) return;
    const { left = -1, top = -1 } = plot.cursor;
    const isInSight = left >= 0 && left <= plot.bbox.width / devicePixelRatio;
    const cursor = { x: plot.posToVal(left, 'x'), y: top < 0 ? null : plot.posToVal(top, 'y') };
    const words = this.#view.readout(isInSight ? cursor : null);
    if (parts.readout.textContent !== words) parts.readout.textContent = words;
  }

  #selected(plot: uPlot): void {
    const { left, top, width, height } = plot.select;
    if (width > LEAST_DRAG && height > LEAST_DRAG) {
      this.#setZoom({
        x: [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')],
        y: [plot.posToVal(top + height, 'y'), plot.posToVal(top, 'y')],
      });
    }
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  }

  #options(view: PlotView, width: number, height: number): uPlot.Options {
    const isLinear = (name: 'x' | 'y'): boolean => view.scales?.[name] === 'linear';
    const em = rootEm();
    const axis = (scale: 'x' | 'y', label: string): uPlot.Axis => {
      const font = `${Math.round(em * AXIS.font)}px ${fontFamily}`;
      const isBare = scale === 'y' && view.bare !== undefined;
      return {
        scale,
        side: scale === 'x' ? 2 : 3,
        label: isBare ? undefined : label,
        font,
        labelFont: font,
        labelSize: em * AXIS.titleHeight,
        labelGap: em * AXIS.titleGap[scale],
        size: isBare ? 0 : em * AXIS.labelRoom[scale],
        gap: em * AXIS.labelGap,
        stroke: colour('ink-faint', view.theme),
        grid: { stroke: colour('grid', view.theme), width: 1 },
        ticks: { show: false },
        border: { show: true, stroke: colour('line', view.theme), width: 1 },
        splits: (plot, _axis, low, high) => {
          const length = scale === 'x' ? plot.width : plot.height;
          const most = length / (em * AXIS.tickDistance[scale]);
          return isLinear(scale) ? linearTicks(low, high, most) : logTicks([low, high], most);
        },
        filter: (_plot, splits) => splits,
        values: (_plot, splits) =>
          splits.map((tick) => (isBare ? '' : isLinear(scale) ? formatCount(tick, 4) : formatTick(tick))),
      };
    };
    const scale = (name: 'x' | 'y'): uPlot.Scale => ({
      time: false,
      distr: isLinear(name) ? 1 : 3,
      range: () => [...(this.#zoom ?? this.#view?.domain ?? view.domain)[name]] as [number, number],
    });
    return {
      width,
      height,
      padding: [8, 12 + em * (view.room ?? 0), 0, em * (view.bare ?? 0)],
      legend: { show: false },
      scales: { x: scale('x'), y: scale('y') },
      axes: [axis('x', view.labels.x), axis('y', view.labels.y)],
      // Lines of data are smoothed, only the grid snaps to pixels.
      series: [{}, ...view.series.map((series) => ({ pxAlign: 0, ...series }))],
      bands: [...view.bands],
      cursor: {
        points: { show: false },
        sync: {
          key: view.labels.x,
          scales: ['x', 'y'],
          match: [(mine, theirs) => mine === theirs, () => false],
          filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave' },
        },
        drag: { x: true, y: true, setScale: false, uni: 24 },
        bind: {
          dblclick: () => () => {
            this.resetZoom();
            return null;
          },
        },
      },
      hooks: {
        draw: [(plot) => this.#view?.draw?.(plot)],
        setCursor: [() => this.#sayCursor()],
        setSelect: [(plot) => this.#selected(plot)],
      },
    };
  }
}
