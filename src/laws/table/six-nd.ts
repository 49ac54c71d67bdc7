// C = 6 N D: two FLOPs a parameter and token forward, four backward (Kaplan et al. 2020, 2.1).
//
// C training FLOPs, D samples or tokens seen, N parameters.

/** Training FLOPs of one parameter and one sample or token. */
export const FLOPS_PER_PAIR = 6;

export const sizes = ['N', 'D', 'C'] as const;
export type Size = (typeof sizes)[number];

type Sizes = Readonly<Record<Size, number | null>>;

/** The equation solved for each size: as text, and its value where the other two are known. */
export const sixND: Readonly<Record<Size, { readonly text: string; value(of: Sizes): number | null }>> = {
  N: { text: 'C / (6 D)', value: ({ C, D }) => (C === null || D === null ? null : C / (FLOPS_PER_PAIR * D)) },
  D: { text: 'C / (6 N)', value: ({ C, N }) => (C === null || N === null ? null : C / (FLOPS_PER_PAIR * N)) },
  C: { text: '6 N D', value: ({ N, D }) => (N === null || D === null ? null : sixNDFlops(N, D)) },
};

/** 6 N D. */
export function sixNDFlops(N: number, D: number): number {
  return FLOPS_PER_PAIR * N * D;
}
