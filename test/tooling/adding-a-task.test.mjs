// Covers src/data/tasks/tasks.ts: what adding a task takes. A task is a file or a folder, the two bodies of its kernel and a line in
// each of at most two tables (ARCHITECTURE.md, "Where to add"): each place names itself here when it is forgotten.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { importSource } from '../support/golden-files.mjs';

const root = dirname(dirname(import.meta.dirname));
const read = (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');

/** Tasks that no preset is about, by choice. */
const withoutPreset = [];

/** Params of every kernel that draws; `drawBatch` (src/engine/ops/batches.ts) fills them in. */
const sharedParams = [
  'rows',
  'inputs',
  'sequences',
  'context',
  'dataset',
  'stream',
  'x_copy',
  'y_copy',
  'label_copy',
  'sharing',
];

let lab;
let bodies;
let defaults;
before(async () => {
  lab = await importSource('test/support/task-places.ts');
  const folder = 'src/engine/cpu/kernels/batches';
  bodies = readdirSync(join(root, folder))
    .map((file) => read(`${folder}/${file}`))
    .join('\n');
  const textId = lab.addText('numbers', Array.from({ length: 1000 }, (_, i) => i).join(' '));
  defaults = (info) => (info.type === 'text' ? { ...info.defaults, textId } : info.defaults);
});

const sorted = (names) => [...names].sort();
const isSame = (a, b) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** What is missing of a task, each with the place where it belongs. */
function forgotten(name, info) {
  const { kernel, numbers, tables } = info.batch(defaults(info));
  const entry = lab.drawKernels[kernel];
  const wgsl = `shaders/${kernel}.wgsl`;
  const asked = ({ params }) => Object.keys(params).filter((param) => !sharedParams.includes(param));
  const given = Object.keys(numbers({ stream: 'data', dataset: 0 }));
  const isOf = ({ base }) => base.task.type === name;
  const checks = {
    [`a file src/data/tasks/${name}.ts or a folder of that name`]: ['.ts', ''].some((end) =>
      existsSync(join(root, 'src/data/tasks', name + end)),
    ),
    [`its type as its name in src/data/tasks/tasks.ts`]: info.type === name && info.defaults.type === name,
    [`${kernel} in drawKernels of src/engine/kernels/batches.ts`]: entry !== undefined,
    [`the numbers that ${kernel} has in src/engine/kernels/batches.ts, from its batch()`]:
      entry && isSame(asked(entry), given),
    [`the tables that ${kernel} reads in src/engine/kernels/batches.ts, from its batch()`]:
      entry && isSame(entry.reads, ['replicas', ...Object.keys(tables)]),
    [wgsl]: existsSync(join(root, wgsl)),
    [`${kernel} in src/engine/gpu/sources/batches.ts, which npm run kernels writes`]:
      lab.kernelSources[kernel]?.at(-1) === read(wgsl),
    [`a function ${kernel} in src/engine/cpu/kernels/batches/`]: new RegExp(
      `export function ${kernel}\\(`,
    ).test(bodies),
    [`dials and choices of fields that its defaults have`]: [...info.dials, ...info.choices].every(
      ({ field }) => Object.hasOwn(info.defaults, field),
    ),
    [`a preset in src/lab/presets/, or its name in withoutPreset of this test`]:
      Object.values(lab.presets).some(isOf) !== withoutPreset.includes(name),
  };
  return Object.keys(checks).filter((place) => !checks[place]);
}

describe('a task', () => {
  it('has all its places', () => {
    for (const [name, info] of Object.entries(lab.tasks)) assert.deepEqual(forgotten(name, info), [], name);
  });

  it('is in src/data/tasks/tasks.ts if it has a file in src/data/tasks', () => {
    const files = readdirSync(join(root, 'src/data/tasks'))
      .filter((file) => file !== 'tasks.ts')
      .map((file) => file.replace('.ts', ''));
    assert.deepEqual(sorted(files), sorted(Object.keys(lab.tasks)));
  });

  it('has a schema that takes its defaults and nothing else', () => {
    for (const info of Object.values(lab.tasks)) {
      assert.deepEqual(lab.parseTaskSpec(info.defaults), info.defaults);
      assert.throws(
        () => lab.parseTaskSpec({ ...info.defaults, colour: 1 }),
        /^InputError: task\.colour: there is no/,
      );
      for (const field of Object.keys(info.defaults)) {
        const rest = Object.fromEntries(Object.entries(info.defaults).filter(([name]) => name !== field));
        assert.throws(() => lab.parseTaskSpec(rest), new RegExp(`task\\.${field}`));
      }
    }
  });

  it('says that it has subtasks where it reports them', () => {
    for (const info of Object.values(lab.tasks)) {
      const { subtasks } = lab.createTask(defaults(info));
      assert.equal(lab.hasSubtasks(info.defaults), subtasks !== null, info.type);
    }
  });

  it('that is new is told of each place that it lacks', () => {
    const { markov } = lab.tasks;
    const batch = () => ({ kernel: 'weather_batch', numbers: () => ({}), tables: {} });
    const places = forgotten('weather', { ...markov, type: 'weather', batch });
    for (const place of [
      'src/data/tasks/weather.ts',
      'src/data/tasks/tasks.ts',
      'src/engine/kernels/batches.ts',
      'shaders/weather_batch.wgsl',
      'src/engine/gpu/sources/batches.ts',
      'src/engine/cpu/kernels/batches/',
      'src/lab/presets/',
    ]) {
      assert.ok(
        places.some((line) => line.includes(place)),
        `${place} is not in:\n${places.join('\n')}`,
      );
    }
  });
});
