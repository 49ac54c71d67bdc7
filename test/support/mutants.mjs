/* global structuredClone */
// Documents that nearly are what the lab writes: a valid one with some places changed, as text. Random bytes are refused at the door; these
// get further in.
import fc from 'fast-check';

/** Text that JSON.stringify would not write. */
class Raw {
  constructor(text) {
    this.text = text;
  }
}

const nested = (levels) => new Raw('['.repeat(levels) + ']'.repeat(levels));

const strange = [
  ...[null, true, false, '', ' ', '\ud800', 'a"b', '__proto__', 'NaN', '1e3', 'x'.repeat(20_000)],
  ...[0, -1, 0.5, 1.5, 5e-324, 1e308, 2 ** 31, 2 ** 32, 2 ** 53, 1e-9],
  ...[[], {}, [[]], [null], { toString: 1 }, { toString: null, valueOf: null }, { length: -1 }, { type: {} }],
  ...[new Raw('1e400'), new Raw('-0'), new Raw('{"__proto__":{"polluted":1}}')],
  ...[nested(60), nested(200), nested(50_000)],
  Array.from({ length: 3000 }, (_, i) => i),
];
const keys = [
  '__proto__',
  'constructor',
  'toString',
  '',
  'a"b',
  '\\',
  '\ud800',
  'x'.repeat(5000),
  'type',
  '0',
];

const isTree = (value) => typeof value === 'object' && value !== null && !(value instanceof Raw);

/** How to change one place: `at` picks it among all places. */
const change = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'scale', 'remove', 'rename', 'add', 'repeat', 'move'),
  value: fc.oneof(fc.constantFrom(...strange), fc.double(), fc.integer(), fc.jsonValue({ maxDepth: 2 })),
  key: fc.constantFrom(...keys),
});

/** Every place below a value: the tree that holds it, and its key. */
function placesOf(tree) {
  return Object.keys(tree).flatMap((key) => [
    [tree, key],
    ...(isTree(tree[key]) && Object.keys(tree[key]).length < 2000 ? placesOf(tree[key]) : []),
  ]);
}

/** Defines a property of any name, `__proto__` too. */
const define = (tree, key, value) =>
  Object.defineProperty(tree, key, { value, enumerable: true, configurable: true, writable: true });

/** What is at another place. */
function otherOf(places, at) {
  const [tree, place] = places[at % places.length];
  return tree[place];
}

function applyChange(document, { at, how, key, ...change }) {
  const places = placesOf(document);
  if (places.length === 0) return;
  // A later change may go into it, and the next document gets it too.
  const value = isTree(change.value) ? structuredClone(change.value) : change.value;
  const [tree, place] = places[at % places.length];
  const old = tree[place];
  if (how === 'scale' && typeof old === 'number') tree[place] = Math.round(old * (0.5 + (at % 7))) || 1;
  else if (how === 'remove') delete tree[place];
  else if (how === 'rename') {
    delete tree[place];
    define(tree, key, old);
  } else if (how === 'add') define(isTree(old) ? old : tree, key, value);
  else if (how === 'repeat' && Array.isArray(old)) tree[place] = [...old, ...old].slice(0, 5000);
  else if (how === 'move') define(tree, place, structuredClone(otherOf(places, at >>> 8)));
  else define(tree, place, value);
}

function textOf(value, levels = 40) {
  if (value instanceof Raw) return value.text;
  if (!isTree(value)) return JSON.stringify(value) ?? 'null';
  if (levels === 0) return 'null';
  const inner = (child) => textOf(child, levels - 1);
  if (Array.isArray(value)) return `[${Array.from(value, inner).join()}]`;
  const entries = Object.keys(value).map((key) => `${JSON.stringify(key)}:${inner(value[key])}`);
  return `{${entries.join()}}`;
}

/** Texts of JSON that differ from one of these documents in up to three places, or are cut. */
export function mutantsOf(documents) {
  const parts = {
    document: fc.constantFrom(...documents),
    changes: fc.array(change, { maxLength: 3 }),
    cut: fc.nat(40),
  };
  return fc.record(parts).map(({ document, changes, cut }) => {
    const copy = structuredClone(document);
    for (const each of changes) applyChange(copy, each);
    const text = textOf(copy);
    return cut === 0 ? text.slice(0, Math.floor(text.length / 2)) : text;
  });
}

const cell = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0.1, max: 1e12, noNaN: true }).map(String) },
  fc.constantFrom(
    '',
    'nan',
    '-1',
    '0',
    '1e400',
    '5e-324',
    '1e305',
    '1,5',
    '1.5',
    '3 × 10²⁰',
    '70M',
    '"',
    '|',
    ';',
    '\t',
  ),
  fc.constantFrom(' '.repeat(500), '1'.repeat(20_000), '(('.repeat(200), '\ud800', '=1+1', '<b>'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const name = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      'N',
      'D',
      'C',
      'loss',
      'lr',
      'seed',
      'batch',
      'steps',
      'outcome',
      'params (M)',
    ),
  },
  cell,
);

/** Rows of a law with some cells replaced, as CSV. */
export const measuredTables = fc
  .record({
    names: fc.constantFrom(
      ['N', 'loss'],
      ['N', 'D', 'loss'],
      ['D', 'loss', 'seed'],
      ['batch', 'steps', 'loss'],
    ),
    count: fc.integer({ min: 3, max: 24 }),
    step: fc.constantFrom(1, 1.001, 1.7, 10, 1e9),
    changes: fc.array(fc.record({ row: fc.nat(), column: fc.nat(), cell }), { maxLength: 3 }),
  })
  .map(({ names, count, step, changes }) => {
    const rows = Array.from({ length: count }, (_, i) =>
      names.map((each) =>
        each === 'loss' ? 2 + 3 * 1.2 ** -i + (i % 3) / 100 : 1000 * step ** (i % (each === 'D' ? 4 : 99)),
      ),
    );
    for (const { row, column, cell: changed } of changes) rows[row % count][column % names.length] = changed;
    return [names, ...rows].map((cells) => cells.join('\t')).join('\n');
  });

/** Tables as text: CSV of some kind, or JSON. */
export const tables = fc
  .record({
    names: fc.uniqueArray(name, { minLength: 1, maxLength: 7 }),
    rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { maxLength: 14 }),
    separator: fc.constantFrom(',', ';', '\t', ' ', '|'),
    head: fc.constantFrom('', '', '', '# c\n', 'sep=;\n', 'sep=d\n', '\ufeff', '\n\n'),
    json: fc.nat(3),
  })
  .map(({ names, rows, separator, head, json }) => {
    if (json === 0)
      return JSON.stringify(
        rows.map((cells) =>
          Object.fromEntries(cells.map((each, i) => [names[i] ?? i, Number(each) || each])),
        ),
      );
    return head + [names, ...rows].map((cells) => cells.join(separator)).join('\n');
  });
