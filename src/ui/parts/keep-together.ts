const NO_BREAK = '\u00a0';

/** Numbers with their units and signs on one line: `50 %`, `α = 1`, `3 × 10`, `0.5 ± 0.1`, `4 / d`. */
export function keepTogether(text: string): string {
  return text
    .replace(/(?<=\d) (?=%|nats?\b|bits?\b|billion\b|million\b|trillion\b)/g, NO_BREAK)
    .replace(/(?<=[\p{L}\d]) ([=±×/−]) (?=[\p{L}\d])/gu, `${NO_BREAK}$1${NO_BREAK}`);
}
