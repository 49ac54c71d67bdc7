// How a model is trained: optimiser and schedule, as in parity files and experiment specs.

/** AdamW (Loshchilov & Hutter 2019) or SGD with momentum; decay is decoupled and touches tensors of two or more axes only. */
export type OptimizerSpec =
  | {
      readonly type: 'adamw';
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      readonly weightDecay: number;
      /** Largest global gradient norm, null for no clipping. */
      readonly clipNorm: number | null;
    }
  | {
      readonly type: 'sgd';
      readonly momentum: number;
      readonly weightDecay: number;
      readonly clipNorm: number | null;
    };

export const scheduleTypes = ['constant', 'cosine', 'wsd'] as const;

/** Learning rate over a run, as a factor of its peak. */
export interface ScheduleSpec {
  readonly type: (typeof scheduleTypes)[number];
  readonly warmupSteps: number;
  readonly totalSteps: number;
  /** Factor at the end (cosine, wsd). */
  readonly minimumFactor: number;
  /** Steps of the linear decay at the end (wsd). */
  readonly decaySteps: number;
}

/** Factor of the peak learning rate at `step` (from 0): warm-up times schedule, each as the parity format (docs/parity.md) defines it. */
export function scheduleFactor(schedule: ScheduleSpec, step: number): number {
  const { type, warmupSteps, totalSteps, minimumFactor, decaySteps } = schedule;
  const warmup = warmupSteps > 0 ? Math.min(1, (step + 1) / warmupSteps) : 1;
  switch (type) {
    case 'constant':
      return warmup;
    case 'cosine':
      return (
        warmup * (minimumFactor + ((1 - minimumFactor) * (1 + Math.cos((Math.PI * step) / totalSteps))) / 2)
      );
    case 'wsd': {
      if (step < totalSteps - decaySteps) return warmup;
      return warmup * (minimumFactor + ((1 - minimumFactor) * (totalSteps - step)) / decaySteps);
    }
  }
}
