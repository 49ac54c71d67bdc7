import type { BilledRun } from '../../../laws/bill/billed.js';
import { answersForTraining, costOf, servingFlops, type Cost, type Rates } from '../../../laws/bill/cost.js';
import { words } from './words.js';

/** What nobody can read off a law or a browser. */
export interface Assumptions {
  /** Of this device. */
  readonly watts: number;
  /** Of a kilowatt-hour, in dollars. */
  readonly kilowattHour: number;
  /** Of a rented device: TFLOP/s at best, percent of it that is used, watts, dollars an hour. */
  readonly peak: number;
  readonly utilisation: number;
  readonly rentedWatts: number;
  readonly pricePerHour: number;
}

const JOULES_PER_KILOWATT_HOUR = 3.6e6;
const MILLION = 1e6;

/** What runs cost, a column each; `speed` is that of this device in FLOPs a second, null where it is not known. */
export function costRows(
  runs: readonly BilledRun[],
  assumed: Assumptions,
  speed: number | null,
): readonly (readonly string[])[] {
  const rented: Rates = {
    peak: assumed.peak * 1e12,
    utilisation: assumed.utilisation / 100,
    watts: assumed.rentedWatts,
    pricePerHour: assumed.pricePerHour,
  };
  const own: Rates | null =
    speed === null ? null : { peak: speed, utilisation: 1, watts: assumed.watts, pricePerHour: 0 };
  const says = words.rows;
  const row = (name: string, say: (run: BilledRun) => string | null): readonly string[] => [
    name,
    ...runs.map((run) => say(run) ?? words.none),
  ];
  const of =
    (rates: Rates | null, say: (cost: Cost) => string) =>
    (run: BilledRun): string | null =>
      rates === null || run.C === null ? null : say(costOf(run.C, rates));
  return [
    row(says.compute, ({ C }) => (C === null ? null : words.flops(C))),
    ...(own
      ? [
          row(
            says.time,
            of(own, ({ seconds }) => words.time(seconds)),
          ),
          row(
            says.energy,
            of(own, ({ joules }) => words.energy(joules)),
          ),
          row(
            says.money,
            of(own, ({ joules }) => words.money((joules / JOULES_PER_KILOWATT_HOUR) * assumed.kilowattHour)),
          ),
        ]
      : []),
    row(
      says.rentedTime,
      of(rented, ({ seconds }) => words.hours(seconds)),
    ),
    row(
      says.rentedEnergy,
      of(rented, ({ joules }) => words.energy(joules)),
    ),
    row(
      says.rentedMoney,
      of(rented, ({ dollars }) => words.money(dollars)),
    ),
    row(says.serving, ({ C, D }) =>
      C === null || D === null ? null : words.money(costOf(MILLION * servingFlops(C, D), rented).dollars),
    ),
    row(says.break, ({ D }) => (D === null ? null : words.answers(answersForTraining(D)))),
  ];
}
