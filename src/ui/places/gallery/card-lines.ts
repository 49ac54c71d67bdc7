// What the small picture of a card draws: lines and points of its recordings, on logarithmic axes.

import type { Card } from '../../../lab/gallery/card.js';
import type { RecordedLaw } from '../../../lab/gallery/recorded-law.js';
import { words } from './words.js';

export type PicturePoint = readonly [x: number, y: number];

export interface PictureLine {
  readonly line: readonly PicturePoint[];
  readonly points: readonly PicturePoint[];
  /** Place on the ramp of colours, of how many. */
  readonly colour: readonly [index: number, count: number];
}

export interface CardLines {
  readonly lines: readonly PictureLine[];
  readonly labels: { readonly x: string; readonly y: string };
  /** Losses have a logarithmic axis, shares a linear one. */
  readonly isShare: boolean;
}

export function cardLines({ picture }: Card, laws: readonly RecordedLaw[]): CardLines {
  const [first] = laws;
  if (picture === 'valleys' && first.valleys) return valleyLines(first.valleys);
  if (picture === 'rates' && first.rates.length > 0) return rateLines(first);
  if ((picture === 'skills' || picture === 'ceiling') && first.skills) return skillLines(first);
  if (picture === 'curves') return curveLines(first);
  return lawLines(laws);
}

function lawLines(laws: readonly RecordedLaw[]): CardLines {
  return {
    lines: laws.map(({ points, fit }, i) => {
      const end = Math.max(...points.map(({ x }) => x));
      return {
        line: (fit?.line ?? []).filter(([x]) => x <= 1.2 * end).map(([x, loss]) => [x, loss] as const),
        points: points.map(({ x, loss }) => [x, loss] as const),
        colour: [i, Math.max(laws.length, 3)] as const,
      };
    }),
    labels: { x: laws[0].axis, y: 'loss' },
    isShare: false,
  };
}

function curveLines({ curves }: RecordedLaw): CardLines {
  return {
    lines: curves.map(({ steps, losses }, i) => ({
      line: steps.map((step, k) => [step, losses[k]] as const).filter(([x, y]) => x > 0 && y > 0),
      points: [],
      colour: [i, curves.length + 1] as const,
    })),
    labels: { x: 'steps', y: 'loss' },
    isShare: false,
  };
}

function valleyLines({ budgets }: NonNullable<RecordedLaw['valleys']>): CardLines {
  return {
    lines: budgets.map(({ points, curve, best }, i) => ({
      line: curve.length > 0 ? curve : points,
      points: best ? [best] : points,
      colour: [i, budgets.length + 1] as const,
    })),
    labels: { x: 'N', y: 'loss' },
    isShare: false,
  };
}

function rateLines({ rates }: RecordedLaw): CardLines {
  return {
    lines: rates.map(({ points }, i) => ({
      line: points,
      points: [points.reduce((best, point) => (point[1] < best[1] ? point : best))],
      colour: [i, rates.length + 1] as const,
    })),
    labels: { x: words.rate, y: 'loss' },
    isShare: false,
  };
}

function skillLines({ skills }: RecordedLaw): CardLines {
  const sizes = skills?.sizes ?? [];
  return {
    lines: sizes.map(({ course }, i) => ({
      line: course.filter(([step]) => step > 0).map(([step, share]) => [step, share] as const),
      points: [],
      colour: [i, sizes.length + 1] as const,
    })),
    labels: { x: 'steps', y: 'skill' },
    isShare: true,
  };
}
