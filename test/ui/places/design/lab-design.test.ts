// Covers src/ui/places/design/{lab-design,lab-plan-preview,field-row,design-styles,effects,preset-values,plan-rows,words}.ts,
// src/ui/places/design/fields/*.ts, src/ui/page/{design-controller,obstacle,asked-picture}.ts, src/ui/experiment/{start-line,used-dials,copy-link}.ts and
// src/figures/plan-figure.ts: the designer.

import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { endlessData, type ExperimentSpec } from '../../../../src/lab/experiment/experiment.js';
import { leafPaths, composeExperiment } from '../../../../src/lab/presets/resolve.js';
import { presetIds } from '../../../../src/lab/presets/presets.js';
import { specToLink } from '../../../../src/lab/share/spec-link.js';
import type { LabApp } from '../../../../src/ui/lab-app.js';
import { groupsOf } from '../../../../src/ui/places/design/fields/groups.js';
import { readAddress } from '../../../../src/ui/session/address.js';
import { emit } from '../../../../src/ui/session/page-events.js';
import { resolveExperiment } from '../../../support/experiments.js';
import { find, inside, query, words } from '../../../support/find.js';
import { openPage, part, status, text } from '../../../support/page.js';
import { waitUntil } from '../../../support/wait-until.js';

use(chaiA11yAxe);
afterEach(() => localStorage.removeItem('scaling-lab-queue'));

const openDesigner = async (hash = '#design'): Promise<LabApp> => {
  const { app } = await openPage();
  location.hash = hash;
  await waitUntil(() => query(app, 'lab-plan-preview') !== null);
  await waitUntil(() => location.hash.startsWith('#design=2.'));
  return app;
};
const control = (app: LabApp, path: string): HTMLInputElement =>
  inside(part(app, 'lab-design'), `#field-${path.replaceAll('.', '-')}`);
const row = (app: LabApp, path: string): HTMLElement => control(app, path).closest<HTMLElement>('.field')!;
const problem = (app: LabApp, path: string): string => find(row(app, path), '.problem').textContent.trim();
const specOf = (app: LabApp): ExperimentSpec => part(app, 'lab-design').view!.design.spec;
const set = async (app: LabApp, path: string, value: string): Promise<void> => {
  const field = control(app, path);
  field.value = value;
  field.dispatchEvent(new Event('change'));
  await app.updateComplete;
  await part(app, 'lab-design').updateComplete;
};

describe('the designer', () => {
  it('has every field of every preset, but those that only a file or a preset sets', () => {
    for (const id of presetIds) {
      for (const type of ['adamw', 'muon'] as const) {
        // A sweep that is off has no fields.
        const changed = { 'training.optimizer.type': type, 'lrSweep.enabled': true };
        const spec = composeExperiment(id, changed);
        const sweeps = [{}, { budgets: [1e9] }, { branches: [0.5] }, { uniqueSamples: [64] }];
        const modes = sweeps.map((sweep) => ({ ...spec, data: { ...endlessData, ...sweep } }));
        const paths = new Set(
          modes
            .flatMap((each) => groupsOf(each, spec).flat())
            .flatMap(({ fields }) => fields.map(({ path }) => path)),
        );
        const missing = [...leafPaths(spec).keys()].filter((path) => !paths.has(path));
        expect(
          missing.filter((path) => !/^(version|preset|size|start\..*|model\.family)$/.test(path)),
        ).to.satisfy(
          (rest: string[]) =>
            rest.every((path) =>
              // A text's id, classes that never change, and what the schedule or the tokens do not use.
              /^task\.(textId|name|classes|seed|vocabulary)$|^training\.schedule\.(minimumFactor|decayFraction)$/.test(
                path,
              ),
            ),
          `${id}: ${missing.join()}`,
        );
      }
    }
  });

  it('takes any widths, marks what differs from the preset, says what it costs, and goes back with a click', async () => {
    const app = await openDesigner();
    await set(app, 'model.widths', '21; 8 13');
    expect(problem(app, 'model.widths')).to.include('got “8 13”');
    await set(app, 'model.widths', '21, 8, 13, 34, 13');
    expect(specOf(app).model.widths).to.deep.equal([8, 13, 21, 34]);
    expect(control(app, 'model.widths').value).to.equal('8, 13, 21, 34');
    expect(row(app, 'model.widths').className).to.include('changed');
    expect(row(app, 'model.widths').textContent).to.include('preset: 6 values, 8 to 45');
    await waitUntil(() => /time 0\.\d ×/.test(row(app, 'model.widths').textContent));
    expect(row(app, 'seeds.count').textContent).to.match(/\+\d+ % each/);
    expect(words(part(app, 'lab-design'), '.count')).to.equal('1 setting differs');
    expect(words(part(app, 'lab-plan-preview'), 'tbody th')).to.equal('8 13 21 34');
    await expect(part(app, 'lab-design')).to.be.accessible();
    find(row(app, 'model.widths'), '.back').click();
    await app.updateComplete;
    expect(specOf(app)).to.deep.equal(resolveExperiment('manifold'));
  });

  it('says at the field what it does not take, and keeps from starting', async () => {
    const app = await openDesigner();
    await set(app, 'model.depth', '99');
    expect(problem(app, 'model.depth')).to.equal('expected a whole number from 0 to 16, got 99');
    expect(control(app, 'model.depth').value).to.equal('99');
    expect(specOf(app).model.depth).to.equal(2);
    const start = find<HTMLButtonElement>(part(app, 'lab-plan-preview'), 'button.primary');
    expect(start.disabled).to.equal(true);
    expect(text(app, 'lab-plan-preview')).to.include('Correct Hidden layers first.');
    await set(app, 'model.depth', '3');
    expect(problem(app, 'model.depth')).to.equal('');
    expect(start.disabled).to.equal(false);
    // What does not fit together is said at one of the fields, and the address keeps it.
    await set(app, 'training.steps', '50');
    expect(problem(app, 'training.schedule.warmupSteps')).to.match(
      /^expected fewer than training.steps = 50/,
    );
    expect(text(app, 'lab-plan-preview')).to.include('Warm-up: expected fewer');
    const link = await specToLink(specOf(app));
    await waitUntil(() => location.hash === `#design=${link}`);
    app.remove();
    const again = await openDesigner(location.hash);
    await waitUntil(() => specOf(again).training.steps === 50);
    expect(problem(again, 'training.schedule.warmupSteps')).to.include('expected fewer');
  });

  it('builds sweeps over data, budgets and branches around the training that it has', async () => {
    const app = await openDesigner();
    const choose = async (mode: string): Promise<void> => {
      inside(part(app, 'lab-design'), `input[name=field-sweep][value=${mode}]`).click();
      await app.updateComplete;
      await part(app, 'lab-design').updateComplete;
    };
    await choose('isoflop');
    expect(specOf(app).data.budgets).to.have.length(3);
    const rows = find(part(app, 'lab-plan-preview'), 'tbody').querySelectorAll('tr');
    expect(rows.length).to.be.greaterThan(8);
    expect(words(part(app, 'lab-plan-preview'), 'thead')).to.include('Budget');
    await set(app, 'data.budgets', '1 G, 4e9, 20 G');
    expect(specOf(app).data.budgets).to.deep.equal([1e9, 4e9, 2e10]);
    expect(control(app, 'data.budgets').value).to.equal('1 G, 4 G, 20 G');
    await choose('grid');
    expect(specOf(app).data).to.deep.include({ budgets: [], branches: [] });
    expect(control(app, 'data.uniqueSamples').value).to.match(/, endless$/);
    await set(app, 'data.uniqueSamples', 'endless, 512');
    expect(specOf(app).data.uniqueSamples).to.deep.equal([512, null]);
    await choose('branches');
    expect(specOf(app).training.schedule).to.include({ type: 'wsd', decayFraction: 0.3 });
    expect(text(app, 'lab-plan-preview')).to.not.include('Nothing can run');
    await choose('sizes');
    expect(specOf(app).data).to.deep.equal(resolveExperiment('manifold').data);
  });

  it('takes another task with its kind of network, another optimiser with its settings, and counts what differs', async () => {
    const app = await openDesigner();
    await set(app, 'seeds.count', '3');
    await set(app, 'task.type', 'grammar');
    expect(specOf(app)).to.deep.include({ preset: 'grammar', seeds: { count: 3, first: 1 } });
    await set(app, 'training.optimizer.type', 'muon');
    expect(control(app, 'training.optimizer.adamw.learningRateFactor')).to.not.equal(null);
    // Its settings and its rates come with it.
    expect(words(part(app, 'lab-design'), '.count')).to.equal('2 settings differ');
    expect(row(app, 'training.optimizer.type').textContent).to.include('preset: AdamW');
    await set(app, 'training.optimizer.clipNorm', '');
    expect(specOf(app).training.optimizer.clipNorm).to.equal(null);
    await set(app, 'model.positions', 'rotary');
    expect(problem(app, 'model.widths')).to.include('heads of a multiple of 8 channels');
    await set(app, 'model.widths', '8, 16, 24, 32');
    expect(problem(app, 'model.widths')).to.equal('');
    await expect(part(app, 'lab-design')).to.be.accessible();
  });

  it('offers the size of the vocabulary for byte pairs only, and takes a text', async () => {
    const app = await openDesigner();
    await set(app, 'task.type', 'text');
    expect(control(app, 'task.vocabulary')).to.equal(null);
    expect(text(app, 'lab-plan-preview')).to.include('Add a text to train on first.');
    await waitUntil(() => query(part(app, 'lab-design'), 'lab-text-source') !== null);
    await set(app, 'task.tokens', 'bpe');
    expect(control(app, 'task.vocabulary')).to.not.equal(null);
  });

  it('shows an experiment of no preset, and weights that it starts from until they are removed', async () => {
    const app = await openDesigner();
    const manifold = resolveExperiment('manifold');
    const spec = { ...manifold, preset: 'mine', start: { weightsId: 'a', name: 'w8.safetensors' } };
    emit(part(app, 'lab-design'), 'design-change', { spec });
    await waitUntil(() => query(part(app, 'lab-design'), '.start') !== null);
    expect(query(part(app, 'lab-design'), '.changed')).to.equal(null);
    expect(inside<HTMLSelectElement>(part(app, 'lab-design'), '#preset').value).to.equal('none');
    find(part(app, 'lab-design'), '.start button').click();
    await waitUntil(() => specOf(app).start.weightsId === '');
  });

  it('starts what it shows in the lab, as a new entry', async () => {
    const app = await openDesigner();
    await set(app, 'task.dimension', '2');
    const spec = specOf(app);
    find(part(app, 'lab-plan-preview'), 'button.primary').click();
    await waitUntil(() => status(app).startsWith('Finished'), 'expected an end');
    expect(readAddress(location.hash).place).to.equal('lab');
    expect(part(app, 'lab-experiment-panel').spec).to.deep.equal(spec);
    await app.library.flush();
    expect(await app.library.list()).to.have.length(1);
  });
});
