import { isStateColumn, type PointTable } from './point-table.js';

/** A column with more values than this tells runs apart, not configurations. */
const MOST_CONFIGURATIONS = 12;
/** What is said of a run, not of what was trained. */
const OF_RUNS = /^(run|id|name|seed|line|device|date|time)/i;

/**
 * Sentences for columns of words, beside the quantities, in which the rows differ: runs of several configurations seldom follow one
 * law.
 */
export function mixedConfigurations({ columns, names, points }: PointTable): readonly string[] {
  const quantities = new Set(Object.values(columns));
  return names.flatMap((name) => {
    if (quantities.has(name) || isStateColumn(name) || OF_RUNS.test(name)) return [];
    const values = [...new Set(points.map(({ cells }) => cells[name]))].filter((value) => value !== '');
    const words = values.some((value) => Number.isNaN(Number(value)));
    if (!words || values.length < 2 || values.length > Math.min(MOST_CONFIGURATIONS, points.length / 2))
      return [];
    const shown = values.slice(0, 3).join(', ') + (values.length > 3 ? ' …' : '');
    return [
      `Rows of ${values.length} different ${name} (${shown}) are fitted together, and one law seldom holds for all. ` +
        `Choose one, such as ${name}=${values[0]}.`,
    ];
  });
}
