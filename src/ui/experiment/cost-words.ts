import { formatCount, formatEstimate } from '../../base/format.js';
import { estimateSeconds, planCost } from '../../lab/plan/cost.js';
import type { DeviceInfo } from '../../lab/records/record.js';
import type { Plan } from '../../lab/plan/run-plan.js';
import { deviceKind } from '../device/device-words.js';

/** What a plan would cost: `5 sizes × 8 replicas, 3 k steps each: about 40 s on this GPU`. */
export function costWords(plan: Plan, device: DeviceInfo | null): string {
  const cost = planCost(plan);
  const { widths } = plan.spec.model;
  const datasets = plan.spec.data.uniqueSamples.length;
  const parts = [
    `${widths.length} ${widths.length === 1 ? 'size' : 'sizes'}`,
    ...(datasets > 1 ? [`${datasets} data sets`] : []),
    `${cost.replicas / Math.max(1, cost.runs)} replicas`,
  ];
  const work = `${parts.join(' × ')}, ${formatCount(plan.spec.training.steps)} steps each`;
  const seconds = device && estimateSeconds(cost, device);
  if (!device || seconds === null) return work;
  return `${work}: ${formatEstimate(seconds)} on this ${deviceKind(device)}`;
}
