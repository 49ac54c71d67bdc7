// All that the bill says.

import { formatCount, formatDuration, formatEnergy, formatNumber } from '../../../base/format.js';
import type { Estimated } from '../../../fit/surface/compute-optimal.js';
import type { PublishedId } from '../../../laws/bill/published.js';

export const words = {
  by: 'By the law',
  laws: { own: 'Yours', hoffmann: 'Hoffmann et al. 2022', kaplan: 'Kaplan et al. 2020' },
  closed: 'Your own bill is closed until there is a law. The published ones are open.',
  nothingToPlan: 'This law leaves nothing to plan. The published ones do.',
  from: 'From',
  fromModel: 'Starting from the budget of',
  flops: (flops: number): string => `${formatCount(flops)} FLOPs`,
  size: (axis: string, x: number): string => `${axis} = ${formatCount(x)}`,
  largest: ', the largest run',
  lessBy: 'Less loss by',
  percent: (value: number): string => `${value}\u00a0%`,
  costLabels: { N: 'N, parameters', D: 'D, data', C: 'training FLOPs' },

  /** `5 % less loss, 1.94 to 1.84, needs 12 % (9 to 15 %) more parameters and 21 % more compute.` */
  needs: (share: number, from: number, to: number, parts: readonly string[]): string =>
    `${words.percent(share)} less loss, ${formatNumber(from)} to ${formatNumber(to)}, needs ${listed(parts)}.`,
  more: { N: 'parameters', D: 'data', C: 'compute' },
  part: ({ value, interval: [low, high] }: Estimated, what: string): string => {
    const isFar = value >= MANY;
    const say = isFar ? timesWords : percentWords;
    const range = low === high ? '' : ` (${say(low).split('\u00a0')[0]} to ${say(high)})`;
    return `${say(value)}${range} ${isFar ? 'the' : 'more'} ${what}`;
  },
  ofExcess: (share: number, floor: number, ofLoss: number): string =>
    `The floor, ${formatNumber(floor)}, is ${Math.round(100 * ofLoss)}\u00a0% of that loss: ${words.percent(share)} of the loss is ${formatNumber(
      share / (1 - ofLoss),
      2,
    )}\u00a0% of what is left to gain.`,
  noInterval: 'The law was published without the errors of its parameters together, so there is no interval.',
  interval: 'In brackets: 95 %.',
  cannot: (share: number, floor: number): string =>
    `${words.percent(share)} less is below the floor, ${formatNumber(floor)}: no budget reaches it.`,

  costs: 'What it costs',
  what: 'What',
  run: 'This run',
  better: (share: number): string => `${words.percent(share)} less loss`,
  rows: {
    compute: 'Compute',
    time: 'Time on this device',
    energy: 'Energy on this device',
    money: 'Electricity on this device',
    rentedTime: 'Hours of a rented GPU',
    rentedEnergy: 'Its energy',
    rentedMoney: 'Its price',
    serving: 'A million answers, rented',
    break: 'Answers as dear as the training',
  },
  none: '–',
  time: (seconds: number): string => {
    const days = seconds / 86_400;
    if (days < 2) return formatDuration(seconds);
    return days < 730 ? `${formatCount(days)} days` : `${formatCount(days / 365.25)} years`;
  },
  hours: (seconds: number): string => `${formatCount(seconds / 3600)} h`,
  energy: formatEnergy,
  money: (dollars: number): string =>
    dollars < 0.01 ? `$${formatNumber(dollars, 2)}` : `$${formatCount(dollars)}`,
  answers: (count: number): string => formatCount(count),

  assumed: 'Assumed, and yours to change',
  assumptions: {
    watts: 'This device, W',
    kilowattHour: 'A kWh, $',
    peak: 'Rented GPU, TFLOP/s',
    utilisation: 'Use of its peak, %',
    rentedWatts: 'Its power, W',
    pricePerHour: 'Its hour, $',
  },
  sources:
    'An H100 does 989 TFLOP/s in dense 16-bit arithmetic at 700 W (data sheet); large runs do useful work at 30 to 45 % of the peak; an ' +
    'hour costs 1.5 to 4 $ (price lists of 2026, which move by months). Cooling, staff, failed runs and the search for settings are not ' +
    'in it. An answer is one token or sample: a third of the FLOPs of training on it.',
  processor:
    'A browser tells neither the power of a device nor what electricity costs: 45 W is a laptop’s processor, 200 W a GPU.',

  published: (id: PublishedId): string => `${words.laws[id]}: models on it`,
  publishedMore: {
    hoffmann:
      'L = 1.69 + 406.4 / N^0.34 + 410.7 / D^0.28, as printed. It says what a model of that size and data would reach on Chinchilla’s data; ' +
      'losses on other data do not compare.',
    kaplan:
      'L = ((8.8 × 10^13 / N)^0.8 + 5.4 × 10^13 / D)^0.095, with exponents 0.076 and 0.095. It has no floor, counts no embeddings, and its ' +
      'authors say that it must level off.',
  } satisfies Readonly<Record<PublishedId, string>>,
  here: (own: number, gpt3: number): string =>
    `You are here: ${formatCount(own)} FLOPs. GPT-3 took ${formatNumber(Math.log10(gpt3 / own), 2)} powers of ten more.`,
  notHere: 'Where you are stands on the chart once a law of yours knows its compute.',
  sizesFrom: 'Sizes and data from',
  plan: 'Plan a run',
} as const;

/** From so many times on, multiples say more than percents. */
const MANY = 11;
const OPEN = 'any amount';

/** `12 %` more. */
function percentWords(times: number): string {
  return Number.isFinite(times) ? `${formatNumber(100 * (times - 1), times > 2 ? 3 : 2)}\u00a0%` : OPEN;
}

/** `34 ×` the. */
function timesWords(times: number): string {
  return Number.isFinite(times) ? `${formatCount(times, 2)}\u00a0×` : OPEN;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
