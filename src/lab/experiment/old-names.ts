// Names in files, links and journals of earlier versions, and their present names. Everything from outside passes here before it is
// checked, so the rest of the code knows only the present names.

/** The version of specs that is written; version 1 is read as well. */
export const SPEC_VERSION = 2;

type Fields = Readonly<Record<string, unknown>>;

/** Old name -> present name, by what has the field. */
const renamed = {
  spec: { fan: 'lrSweep' },
  /** A planned run, and a line of records.json. */
  run: { cell: 'config', wave: 'round' },
} as const;

/** A spec of any version under the present names, with all present fields; anything else is returned as it is. */
export function currentSpec(input: unknown): unknown {
  if (!isFields(input)) return input;
  const spec = input.version === 1 ? { ...rename(input, renamed.spec), version: SPEC_VERSION } : input;
  return {
    ...spec,
    // Specs from before there were budgets have none, and no largest gap between evaluations.
    ...withFields(spec, 'data', { budgets: [], sizesPerBudget: 5 }),
    ...withFields(spec, 'evaluation', { longestGap: null }),
  };
}

/** A group of a spec's fields with those that it has not; nothing where there is no such group. */
function withFields(spec: Fields, group: string, missing: Fields): Fields {
  const given = spec[group];
  return isFields(given) ? { [group]: { ...missing, ...given } } : {};
}

/** A dotted path into a spec (`fan.count`) under the present names. */
export function currentPath(path: string): string {
  const [first, ...rest] = path.split('.');
  return [newName(first, renamed.spec), ...rest].join('.');
}

/** A planned run, or a replica's line in records.json, under the present names. */
export function currentRun(input: unknown): unknown {
  return isFields(input) ? rename(input, renamed.run) : input;
}

/** A plan, from a journal, under the present names. */
export function currentPlan<Plan extends { readonly spec: unknown; readonly runs: readonly unknown[] }>(
  plan: Plan,
): Plan {
  return { ...plan, spec: currentSpec(plan.spec), runs: plan.runs.map(currentRun) };
}

function rename(fields: Fields, names: Readonly<Record<string, string>>): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [newName(name, names), value]));
}

function newName(name: string, names: Readonly<Record<string, string>>): string {
  return Object.hasOwn(names, name) ? names[name] : name;
}

/** Whether a value is an object with fields by name. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
