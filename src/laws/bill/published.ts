// Laws of language models as they were published, and models to find on them. Losses are in nats a token, and only comparable within
// one law: each is of its own data and tokens.
//
// C training FLOPs, D tokens, L loss, N parameters.

import { sixNDFlops } from '../table/six-nd.js';

export const publishedIds = ['hoffmann', 'kaplan'] as const;
export type PublishedId = (typeof publishedIds)[number];

/** What a budget is best spent on. */
export interface PublishedRun {
  readonly N: number;
  readonly D: number;
  readonly loss: number;
}

export interface PublishedLaw {
  readonly id: PublishedId;
  /** Below it no run can come. */
  readonly floor: number;
  readonly loss: (N: number, D: number) => number;
  readonly best: (C: number) => PublishedRun;
}

/** E + A N^-alpha + B D^-beta, Hoffmann et al. 2022, equation 10: approach 3, rounded as printed. */
const hoffmann = { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 } as const;
/** ((Nc / N)^(alphaN / alphaD) + Dc / D)^alphaD, Kaplan et al. 2020, equations 1.1, 1.2 and 1.5. */
const kaplan = { Nc: 8.8e13, Dc: 5.4e13, alphaN: 0.076, alphaD: 0.095 } as const;

const hoffmannLoss = (N: number, D: number): number =>
  hoffmann.E + hoffmann.A / N ** hoffmann.alpha + hoffmann.B / D ** hoffmann.beta;

const kaplanLoss = (N: number, D: number): number =>
  ((kaplan.Nc / N) ** (kaplan.alphaN / kaplan.alphaD) + kaplan.Dc / D) ** kaplan.alphaD;

/** Where the derivative along C = 6 N D is 0: both have one such place. */
function hoffmannBest(C: number): PublishedRun {
  const { A, B, alpha, beta } = hoffmann;
  const G = ((alpha * A) / (beta * B)) ** (1 / (alpha + beta));
  return run(G * (C / 6) ** (beta / (alpha + beta)), C, hoffmannLoss);
}

/** With r = alphaN / alphaD: r (Nc / N)^r = Dc / D. */
function kaplanBest(C: number): PublishedRun {
  const { Nc, Dc, alphaN, alphaD } = kaplan;
  const r = alphaN / alphaD;
  return run(((r * Nc ** r * C) / (6 * Dc)) ** (1 / (1 + r)), C, kaplanLoss);
}

function run(N: number, C: number, loss: (N: number, D: number) => number): PublishedRun {
  const D = C / sixNDFlops(N, 1);
  return { N, D, loss: loss(N, D) };
}

export const publishedLaws: Readonly<Record<PublishedId, PublishedLaw>> = {
  hoffmann: { id: 'hoffmann', floor: hoffmann.E, loss: hoffmannLoss, best: hoffmannBest },
  kaplan: { id: 'kaplan', floor: 0, loss: kaplanLoss, best: kaplanBest },
};

export interface PublishedModel {
  readonly name: string;
  readonly year: number;
  readonly N: number;
  readonly D: number;
  /** In the list of sources. */
  readonly source: 'brown' | 'hoffmann' | 'chowdhery' | 'llama';
}

/** Dense models whose size and data their makers have published. */
export const publishedModels: readonly PublishedModel[] = [
  { name: 'GPT-3', year: 2020, N: 175e9, D: 300e9, source: 'brown' },
  { name: 'Gopher', year: 2021, N: 280e9, D: 300e9, source: 'hoffmann' },
  { name: 'Chinchilla', year: 2022, N: 70e9, D: 1.4e12, source: 'hoffmann' },
  { name: 'PaLM', year: 2022, N: 540e9, D: 780e9, source: 'chowdhery' },
  { name: 'Llama 3.1 405B', year: 2024, N: 405e9, D: 15.6e12, source: 'llama' },
];

/** FLOPs by 6 N D. */
export function flopsOf({ N, D }: PublishedModel): number {
  return sixNDFlops(N, D);
}

/** How many times the compute `share` less loss takes, from a budget on, with the best size of each; null where no budget does. */
export function publishedTimes(
  law: PublishedLaw,
  C: number,
  share: number,
): { readonly N: number; readonly D: number; readonly C: number; readonly loss: number } | null {
  const now = law.best(C);
  const loss = (1 - share) * now.loss;
  if (!(loss > law.floor)) return null;
  let [low, high] = [Math.log(C), Math.log(C) + LARGEST];
  if (law.best(Math.exp(high)).loss > loss) return null;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (law.best(Math.exp(middle)).loss > loss) low = middle;
    else high = middle;
  }
  const then = law.best(Math.exp(high));
  return { N: then.N / now.N, D: then.D / now.D, C: Math.exp(high) / C, loss };
}

/** Logarithm of the most compute that is looked at, as a multiple. */
const LARGEST = 200;
const HALVINGS = 80;
