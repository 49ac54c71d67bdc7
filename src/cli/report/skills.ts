// What the models of each size can do beside their loss, as JSON and as a table. N parameters.

import { formatCount, formatNumber, formatPercent, formatPercents } from '../../base/format.js';
import { jumpsOf, type Skill } from '../../laws/runs/skills.js';
import { printTable } from '../shared/command.js';

const words = {
  answers: { title: 'Whole answers right', head: 'right', jump: 'the share of whole answers right' },
  sentences: { title: 'Sentences right', head: 'right', jump: 'the share of sentences right' },
  subtasks: { title: 'Subtasks learned', head: 'learned', jump: 'the share of subtasks learned' },
} as const;

/** `low` and `high` are the ends of the 95 % interval; null for subtasks, which are counted, not drawn. */
export function skillJson({ width, N, kind, loss, share, interval, count }: Skill): Record<string, unknown> {
  const [low = null, high = null] = interval ?? [];
  return { width, N, kind, loss, share, low, high, count };
}

/** Prints nothing where only losses were measured. */
export function printSkills(skills: readonly Skill[]): void {
  const [first] = skills;
  if (!first) return;
  const { title, head } = words[first.kind];
  const isDrawn = skills.some(({ interval }) => interval);
  console.log(`\n${title}, by the best model of each size${isDrawn ? '; 95 % intervals' : ''}:`);
  const rows = skills.map(({ width, N, loss, share, interval, count }) => {
    const size = [formatCount(N), String(width), formatNumber(loss)];
    if (!isDrawn) return [...size, `${Math.round(share * (count ?? NaN))} of ${count}`];
    return [
      ...size,
      formatPercent(share),
      interval ? formatPercents(interval) : '',
      formatCount(count ?? NaN),
    ];
  });
  printTable([['N', 'width', 'loss', head, ...(isDrawn ? ['95 %', 'of'] : [])], ...rows]);
  for (const line of jumpLines(skills)) console.log(line);
}

/** A sentence for each jump. */
export function jumpLines(skills: readonly Skill[]): string[] {
  return jumpsOf(skills).map(({ from, to }) => {
    const sizes = `width ${from.width} to ${to.width} (N = ${formatCount(from.N)} to ${formatCount(to.N)})`;
    const shares = `${formatPercent(from.share)} to ${formatPercent(to.share)}`;
    const losses = `${formatNumber(from.loss)} to ${formatNumber(to.loss)}`;
    return `From ${sizes} ${words[from.kind].jump} jumps from ${shares}, while the loss goes from ${losses}.`;
  });
}
