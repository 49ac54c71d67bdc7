/** Chinchilla's surface (Hoffmann et al. 2022). */
export function chinchillaLoss(N: number, D: number): number {
  return 1.69 + 406.4 / N ** 0.34 + 410.7 / D ** 0.28;
}

/** Runs of five budgets of compute about their optimum, with a little noise of the same kind each time, and two bad rows. */
export function syntheticTable(): string {
  const rows = [1e18, 1e19, 1e20, 1e21, 1e22].flatMap((C, budget) =>
    Array.from({ length: 9 }, (_, i) => {
      const N = Math.sqrt(C / 120) * 2.2 ** ((i - 4) / 1.5);
      const D = C / (6 * N);
      const noise = 1 + 0.002 * Math.sin(17 * i + 5 * budget);
      return `${budget < 4 ? 'sweep' : 'large'},${N.toPrecision(6)},${(0.93 * N).toPrecision(6)},${D.toPrecision(6)},${chinchillaLoss(N, D) * noise}`;
    }),
  );
  return [
    'purpose,N_total,N_non_embedding,tokens,val_loss',
    ...rows,
    'sweep,70M,65M,1.4B,nan',
    'sweep,70M,65M,0,3',
  ].join('\n');
}
