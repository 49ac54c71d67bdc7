// What a lower loss takes, in a sentence.

import { formatCount, formatNumber } from '../../base/format.js';
import type { Estimated } from '../../fit/surface/compute-optimal.js';
import type { PlanRefusal } from '../forecast/planner.js';
import type { Better } from './better.js';

/** `5 % lower loss costs 3.1× (2.4 to 4.0×) the parameters, 9.8× (6.1 to 16×) the compute.` Intervals are those of 95 %. */
export function betterInWords(result: Better | PlanRefusal, share: number): string {
  if (result.type === 'refused') return result.reason;
  const { N, D, C } = result;
  const part = (times: Estimated | null, what: string): string[] =>
    times === null ? [] : [`${withInterval(times)} the ${what}`];
  const cost = [...part(N, 'parameters'), ...part(D, 'data'), ...part(C, 'compute')].join(', ');
  return `${Number((100 * share).toPrecision(2))} % lower loss costs ${cost}.`;
}

function withInterval({ value, interval: [low, high] }: Estimated): string {
  const [text, least, most] = [value, low, high].map(timesInWords);
  if (least === most) return `${text}×`;
  return `${text}× (${least} ${high === Infinity ? 'or more' : `to ${most}`})`;
}

/** 1.05, 3.1, 120: near 1 with the first digit that differs from it. */
function timesInWords(times: number): string {
  const beyondOne = times === 1 ? 1 : Math.ceil(-Math.log10(Math.abs(times - 1)));
  const digits = times < 100 ? Math.max(2, 1 + beyondOne) : 3;
  return times < 1000 ? formatNumber(times, digits) : formatCount(times, 2);
}
