// The planned runs as rows of a table, and what they cost.

import { formatCount, formatTimeRange } from '../../../base/format.js';
import { plannedPoints } from '../../../figures/plan-figure.js';
import type { Ink } from '../../../figures/figure.js';
import { estimateSeconds, planCost, type DeviceSpeed } from '../../../lab/plan/cost.js';
import type { Plan } from '../../../lab/plan/run-plan.js';
import { modelWidth } from '../../../models/model-spec.js';

export interface PlanRow {
  readonly ink: Ink;
  readonly budget: number | null;
  readonly width: number;
  readonly parameters: string;
  readonly data: string;
  readonly flops: string;
  /** `2 × 3`: seeds and learning rates. */
  readonly replicas: string;
  /** '' where the device is not measured. */
  readonly time: string;
}

/** A row for each config, small budgets first. */
export function planRows(plan: Plan, device: DeviceSpeed | null): readonly PlanRow[] {
  const { spec } = plan;
  const rates = spec.lrSweep.enabled ? spec.lrSweep.count : 1;
  const points = plannedPoints(plan).filter((point, i, all) => all[i + 1]?.run !== point.run);
  const seconds = secondsByConfig(plan, device);
  return points
    .map(({ run, N, D, budget, ink }) => ({
      ink,
      budget,
      width: modelWidth(run.model),
      parameters: formatCount(N),
      data: formatCount(D),
      flops: formatCount(run.trainingFlops),
      replicas: `${spec.seeds.count} × ${rates}`,
      time: seconds ? formatTimeRange(seconds.get(run.config) ?? NaN) : '',
    }))
    .sort((a, b) => (a.budget ?? 0) - (b.budget ?? 0));
}

/** The share of each config in the time of the whole: cores that one leaves idle train another. */
function secondsByConfig(plan: Plan, device: DeviceSpeed | null): ReadonlyMap<string, number> | null {
  const whole = device && estimateSeconds(planCost(plan), device);
  if (!device || whole === null) return null;
  const alone = new Map<string, number>();
  for (const run of plan.runs) {
    const seconds = estimateSeconds(planCost({ ...plan, runs: [run] }), device) ?? 0;
    alone.set(run.config, (alone.get(run.config) ?? 0) + seconds);
  }
  const sum = [...alone.values()].reduce((total, each) => total + each, 0);
  return new Map([...alone].map(([config, each]) => [config, (whole * each) / sum]));
}
