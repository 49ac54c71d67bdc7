// Float64 twins of the kernels: each the formula in its kernel's head, written as plainly as it goes, for one replica.
// Matrices are dense and row-major.

export type Twin = Float64Array;

export function zeros(length: number): Twin {
  return new Float64Array(length);
}

/** y (rows, outputs) = x (rows, inputs) weight (outputs, inputs)^T + bias. */
export function linear(x: Twin, weight: Twin, bias: Twin, rows: number): Twin {
  const outputs = bias.length;
  const inputs = weight.length / outputs;
  const y = zeros(rows * outputs);
  for (let m = 0; m < rows; m++) {
    for (let n = 0; n < outputs; n++) {
      let sum = bias[n];
      for (let k = 0; k < inputs; k++) sum += x[m * inputs + k] * weight[n * inputs + k];
      y[m * outputs + n] = sum;
    }
  }
  return y;
}

export function linearBackward(
  x: Twin,
  weight: Twin,
  dy: Twin,
  rows: number,
): { dx: Twin; dweight: Twin; dbias: Twin } {
  const outputs = dy.length / rows;
  const inputs = x.length / rows;
  const dx = zeros(x.length);
  const dweight = zeros(weight.length);
  const dbias = zeros(outputs);
  for (let m = 0; m < rows; m++) {
    for (let n = 0; n < outputs; n++) {
      const gradient = dy[m * outputs + n];
      dbias[n] += gradient;
      for (let k = 0; k < inputs; k++) {
        dx[m * inputs + k] += gradient * weight[n * inputs + k];
        dweight[n * inputs + k] += gradient * x[m * inputs + k];
      }
    }
  }
  return { dx, dweight, dbias };
}

export const activations = {
  relu: (x: number): number => Math.max(0, x),
  'relu-squared': (x: number): number => Math.max(0, x) ** 2,
  tanh: Math.tanh,
  gelu: (x: number): number => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
};

/** y (rows, hidden) = silu(gate) up of x (rows, 2 hidden), gate and up side by side; silu(x) = x / (1 + e^-x). */
export function swiglu(x: Twin, rows: number): Twin {
  const hidden = x.length / rows / 2;
  return zeros(rows * hidden).map((_, i) => {
    const gate = Math.floor(i / hidden) * 2 * hidden + (i % hidden);
    return (x[gate] / (1 + Math.exp(-x[gate]))) * x[gate + hidden];
  });
}

/** Loss of each row, mean over outputs, and the gradient of the mean over rows. */
export function meanSquaredError(y: Twin, expected: Twin, rows: number): { losses: Twin; dy: Twin } {
  const outputs = y.length / rows;
  const losses = zeros(rows);
  const dy = zeros(y.length);
  y.forEach((value, i) => {
    const difference = value - expected[i];
    losses[Math.floor(i / outputs)] += difference ** 2 / outputs;
    dy[i] = (2 * difference) / (rows * outputs);
  });
  return { losses, dy };
}

/**
 * Loss of each row in nats against (1 - noise) one-hot + noise / classes, and the gradient of the mean over scored rows: those
 * whose label is a class.
 */
export function softmaxCrossEntropy(
  y: Twin,
  labels: readonly number[],
  noise: number,
): { losses: Twin; dy: Twin; hits: number[] } {
  const rows = labels.length;
  const classes = y.length / rows;
  const scored = labels.filter((label) => label < classes).length;
  const losses = zeros(rows);
  const dy = zeros(y.length);
  const hits = labels.map((label, m) => {
    if (label >= classes) return 0;
    const row = y.subarray(m * classes, (m + 1) * classes);
    const largest = Math.max(...row);
    const logSum = largest + Math.log(row.reduce((sum, value) => sum + Math.exp(value - largest), 0));
    row.forEach((value, j) => {
      const q = (j === label ? 1 - noise : 0) + noise / classes;
      losses[m] -= q * (value - logSum);
      dy[m * classes + j] = (Math.exp(value - logSum) - q) / scored;
    });
    return row.indexOf(largest) === label ? 1 : 0;
  });
  return { losses, dy, hits };
}

/**
 * (groups, 4): the sums over a group's samples of weight (loss, loss^2, share hit, all hit), a sample's loss and hits being means
 * over its `scored` rows. `score` (samples, positions) of (loss, hit); the samples repeat until the weights end.
 */
export function evaluationSums(
  score: ArrayLike<number>,
  set: {
    weight: ArrayLike<number>;
    groupOf: ArrayLike<number>;
    positions: number;
    scored: number;
    groups: number;
  },
): Twin {
  const { weight, groupOf, positions, scored, groups } = set;
  const samples = score.length / positions / 2;
  const sums = zeros(groups * 4);
  for (let i = 0; i < weight.length; i++) {
    const rows = Array.from({ length: positions }, (_, t) => 2 * ((i % samples) * positions + t));
    const mean = (column: 0 | 1): number => rows.reduce((sum, row) => sum + score[row + column], 0) / scored;
    const values = [mean(0), mean(0) ** 2, mean(1), mean(1) === 1 ? 1 : 0];
    values.forEach((value, j) => (sums[groupOf[i] * 4 + j] += weight[i] * value));
  }
  return sums;
}
