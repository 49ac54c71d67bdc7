// What the figure of the lab shows beside curves and law: charts with axes of their own, in the way in which a question asks.

import type { CardPicture } from '../../lab/gallery/card.js';
import type { Measured } from '../../lab/gallery/recorded-law.js';
import type { Figure, Ink } from '../figure.js';
import { colourCount } from '../ladder.js';

/** Charts beside each other. */
export interface ShownView {
  /** The picture of a card that it is. */
  readonly id: CardPicture;
  /** On the switch of the figure. */
  readonly name: string;
  readonly charts: () => readonly Figure[];
  /** The chart of the law belongs beside them. */
  readonly withLaw: boolean;
}

/** An experiment of the same question. */
export interface OtherExperiment {
  /** `d = 2`. */
  readonly name: string;
  readonly measured: Measured;
}

/** What views are made of. */
export interface ViewSource {
  /** `d = 4`; '' for what was trained here. */
  readonly name: string;
  readonly measured: Measured;
  /** Recordings of the experiments of its question, without itself. */
  readonly others: readonly OtherExperiment[];
}

/** The colour of each width of an experiment, the same in all of its charts. */
export function widthInks(measured: Pick<Measured, 'curves' | 'points'>): (width: number) => Ink {
  const widths = distinct([...measured.curves, ...measured.points].map(({ width }) => width));
  return (width) => rampInk(widths.indexOf(width), colourCount(widths.length));
}

/** A place on the ramp of colours: of the sizes of an experiment, which keep one to spare, or of anything else in order. */
export function rampInk(index: number, count: number): Ink {
  return { index, count };
}

/** `32 channels`, `width 32`. */
export function widthWords({ spec }: Pick<Measured, 'spec'>, width: number): string {
  return spec.model.family === 'mlp' ? `width ${width}` : `${width} channels`;
}

/** `measured here`, `d = 4, recorded`. */
export function whereWords(name: string): string {
  return name === '' ? 'measured here' : `${name}, recorded`;
}

export function distinct(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
