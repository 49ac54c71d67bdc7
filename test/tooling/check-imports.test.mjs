// Covers test/check-imports.mjs.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkCircles, checkDrawn, checkSource, checkTree } from '../check-imports.mjs';

describe('import table', () => {
  const allowed = [
    ['src/base/format.ts', `import { a } from './random.js';`],
    ['src/engine/kernels/registry.ts', `import source from '../../../shaders/matmul.wgsl?raw';`],
    ['src/ui/lab-app.ts', `import { LabClient } from '../worker/training/client.js';`],
    ['src/ui/charts/experiment/lab-figure.ts', `import css from 'uplot/dist/uPlot.min.css?inline';`],
    ['src/worker/training/protocol.ts', `import type { Gpu } from '../../engine/device.js';`],
    ['src/worker/training/client.ts', `import type { LabWorker } from './protocol.js';`],
    ['src/worker/training/main.ts', `import { expose } from 'comlink';`],
    ['src/cli/main.ts', `import { readFileSync } from 'node:fs';`],
    ['src/fit/numerics/minimize.ts', `// import '../../ui/lab-app.js'; is only words here`],
  ];
  for (const [path, source] of allowed) {
    it(`lets ${path} say ${source}`, () => assert.deepEqual(checkSource(path, source), []));
  }

  const refused = [
    ['src/lab/plan/plan.ts', `import { fitPowerLaw } from '../../fit/power-law/fit.js';`],
    ['src/base/format.ts', `import { plan } from '../lab/plan/plan.js';`],
    ['src/fit/power-law/law.ts', `import type { Plan } from '../../lab/plan/plan.js';`],
    ['src/lab/records/store.ts', `import matmul from '../../../shaders/matmul.wgsl?raw';`],
    ['src/models/zoo.ts', `export { tasks } from '../data/task.js';`],
    ['src/engine/training/trainer.ts', `const lab = await import('../../lab/plan/plan.js');`],
    ['src/engine/training/trainer.ts', `let plan: import('../../lab/plan/plan.js').Plan;`],
    ['src/worker/training/protocol.ts', `import { openGpu } from '../../engine/device.js';`],
    ['src/worker/training/client.ts', `import type { Main } from './main.js';`],
    ['src/ui/lab-app.ts', `import { runPlan } from '../runner/runner.js';`],
    ['src/ui/lab-app.ts', `import uPlot from 'uplot';`],
    ['src/runner/runner.ts', `import { wrap } from 'comlink';`],
    ['src/cli/host/dawn.ts', `import { create } from 'webgpu';`],
    ['src/cli/bench/rivals/jax.ts', `import type { numpy } from '@jax-js/jax';`],
    ['src/cli/main.ts', `import '../ui/lab-app.js';`],
    ['src/lab/records/write-records.ts', `import { readFileSync } from 'node:fs';`],
    ['src/lab/records/write-records.ts', `import _ from 'lodash';`],
    ['src/somewhere/new.ts', `import { a } from '../base/random.js';`],
  ];
  for (const [path, source] of refused) {
    it(`stops ${path} from saying ${source}`, () => assert.equal(checkSource(path, source).length, 1));
  }

  it('names the file, the line and the import', () => {
    const [offence] = checkSource('src/base/format.ts', `\n\nimport { plan } from '../lab/plan/plan.js';`);
    assert.match(offence, /^src\/base\/format\.ts:3: imports '\.\.\/lab\/plan\/plan\.js', but /);
  });

  it('finds an offence anywhere in a tree', () => {
    const root = mkdtempSync(join(tmpdir(), 'imports-'));
    mkdirSync(join(root, 'src/fit/deep'), { recursive: true });
    writeFileSync(join(root, 'src/fit/deep/spline.ts'), `import '../../ui/lab-app.js';`);
    try {
      assert.equal(checkTree(root).length, 1);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

describe('circles', () => {
  const check = (sources) => checkCircles(new Map(Object.entries(sources)));

  it('of two files are found, with the lines that close them', () => {
    const found = check({
      'src/fit/law.ts': `import { solve } from './solve.js';`,
      'src/fit/solve.ts': `// Solves.\nimport { law } from './law.js';`,
    });
    assert.equal(found.length, 1);
    assert.match(found[0], /^files in a circle: src\/fit\/law\.ts, src\/fit\/solve\.ts\n/);
    assert.match(found[0], /src\/fit\/solve\.ts:2 imports src\/fit\/law\.ts/);
  });

  it('of types are found too', () => {
    const found = check({
      'src/fit/law.ts': `import type { Solution } from './solve.js';`,
      'src/fit/solve.ts': `let law: import('./law.js').Law;`,
    });
    assert.equal(found.length, 1);
  });

  it('of three files are one circle', () => {
    const found = check({
      'src/a.ts': `import './b.js';`,
      'src/b.ts': `import './c.js';`,
      'src/c.ts': `import './a.js';`,
    });
    assert.deepEqual(
      found.map((circle) => circle.split('\n')[0]),
      ['files in a circle: src/a.ts, src/b.ts, src/c.ts'],
    );
  });

  it('of folders are found where no files form one', () => {
    const found = check({
      'src/lab/plan/plan.ts': `import '../records/tuning.js';`,
      'src/lab/records/tuning.ts': ``,
      'src/lab/records/store.ts': `import '../plan/plan.js';`,
    });
    assert.equal(found.length, 1);
    assert.match(found[0], /^folders in a circle: src\/lab\/plan, src\/lab\/records\n/);
  });

  it('of a folder and one inside it are found', () => {
    const found = check({
      'src/data/table.ts': `import './tasks/glyphs.js';`,
      'src/data/task.ts': ``,
      'src/data/tasks/glyphs.ts': `import '../task.js';`,
    });
    assert.match(found.join(), /^folders in a circle: src\/data, src\/data\/tasks\n/);
  });

  it('are found in a tree on disk', () => {
    const root = mkdtempSync(join(tmpdir(), 'circles-'));
    mkdirSync(join(root, 'src/fit'), { recursive: true });
    writeFileSync(join(root, 'src/fit/law.ts'), `import './solve.js';`);
    writeFileSync(join(root, 'src/fit/solve.ts'), `import './law.js';`);
    try {
      assert.match(checkTree(root).join(), /^files in a circle/);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it('are not seen where imports run one way', () => {
    const found = check({
      'src/ui/app.ts': `import '../lab/store.js';\nimport '../lab/plan.js';`,
      'src/lab/store.ts': `import './plan.js';`,
      'src/lab/plan.ts': `import 'valibot';`,
    });
    assert.deepEqual(found, []);
  });
});

describe('charts that nothing draws', () => {
  const check = (sources) => checkDrawn(new Map(Object.entries(sources)));

  it('are found by what src/figures exports', () => {
    const found = check({
      'src/figures/loss.ts': 'export function lossFigure() {}\nexport const gap = 1;\nconst inner = 1;',
      'src/ui/chart.ts': `import { gap as space } from '../figures/loss.js';`,
      'src/ui/other.ts': 'export const free = 1;',
    });
    assert.deepEqual(found, ['src/figures/loss.ts: exports lossFigure, which nothing in src/ imports']);
  });

  it('are not types, which belong to what is exported', () => {
    assert.deepEqual(
      check({ 'src/figures/figure.ts': 'export interface Figure { readonly x: number }' }),
      [],
    );
  });
});
