// What a card of the gallery is: a question with the experiments that answer it, and what others have published.
//
// C training FLOPs, D samples or tokens seen, N parameters.

import type { PresetId } from '../presets/presets.js';
import type { Overrides } from '../presets/preset.js';

/** In the order in which the gallery shows them. */
export const groupIds = ['bigger', 'data', 'compute', 'skills', 'breaks', 'recipes', 'own'] as const;
export type GroupId = (typeof groupIds)[number];

export interface CardGroup {
  readonly id: GroupId;
  readonly title: string;
  /** What its cards ask, in half a sentence. */
  readonly about: string;
}

/** An experiment of a card: a preset, with some settings changed, and its recording. */
export interface CardExperiment {
  /** Names it within its card, in addresses and files: `d4`. */
  readonly label: string;
  /** For people, at the end of its line: `d = 4`. */
  readonly name: string;
  readonly preset: PresetId;
  /** Without a size: the recording has the small one. */
  readonly overrides: Overrides;
}

export interface Source {
  /** `Sharma and Kaplan`. */
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  readonly url: string;
}

/** What to do after the experiment: another card, or one of its experiments, or the same experiment with other settings. */
export type NextStep =
  | { readonly text: string; readonly card: string; readonly label?: string }
  | { readonly text: string; readonly overrides: Overrides }
  /** Train a larger model than all of the family, after a sealed forecast. */
  | { readonly text: string; readonly forecast: true };

/** What the picture of a result shows. */
export type CardPicture =
  /** The curves and their law. */
  | 'law'
  /** The laws of all its experiments on one chart. */
  | 'laws'
  /** A law with a break, and one without. */
  | 'break'
  /** The law, and the share of right answers beside it. */
  | 'accuracy'
  /** Loss on the data trained on and on new data, over the steps. */
  | 'curves'
  /** Three small charts: N, D and C. */
  | 'axes'
  /** Loss against size at each budget. */
  | 'valleys'
  | 'forecast'
  /** Loss against cost on linear axes. */
  | 'bill'
  /** Skill against steps, or against N. */
  | 'skills'
  /** Accuracy against loss, with its ceiling. */
  | 'ceiling'
  /** Loss against learning rate, a curve a width. */
  | 'rates'
  /** Loss against passes over the data, a curve a size. */
  | 'passes'
  /** Curves divided by their ends. */
  | 'collapse';

export interface Card {
  /** For addresses: `bigger-is-better`. */
  readonly id: string;
  readonly number: number;
  readonly group: GroupId;
  readonly question: string;
  /** What runs: `Data manifold`. */
  readonly name: string;
  /** What a visitor sees at the end, and what it does not show. */
  readonly shows: string;
  readonly doesNotShow: string;
  readonly published: { readonly text: string; readonly source: Source };
  readonly picture: CardPicture;
  /** What runs along x. */
  readonly axis: 'N' | 'D' | 'C' | 'steps' | 'rate' | 'loss' | 'epochs';
  /** The first is the one that opens. */
  readonly experiments: readonly CardExperiment[];
  /** Settings that are worth turning, by dotted path. */
  readonly dials: readonly string[];
  readonly next: readonly [NextStep, NextStep, NextStep];
}
