// Covers src/lab/share/settings.ts.

import { expect } from 'chai';
import { dayOf, experimentTitle, fileStem, settingsWords } from '../../../src/lab/share/settings.js';
import { smallManifold } from '../../support/synthetic-run.js';
import { resolveExperiment } from '../../support/experiments.js';
import { presetIds } from '../../../src/lab/presets/presets.js';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';

const day = Date.UTC(2026, 10, 30, 23, 59);

describe('the settings of an experiment in short', () => {
  it('are its dial, sizes, seeds, steps and optimiser', () => {
    const spec = resolveExperiment('manifold', { 'seeds.count': 6, 'training.steps': 2000 });
    expect(experimentTitle(spec)).to.equal('Data manifold');
    expect(settingsWords({ ...spec, model: { ...spec.model, widths: [4, 8] } })).to.equal(
      'dimension 4 · 2 sizes × 6 seeds · 2000 steps · AdamW',
    );
    expect(experimentTitle({ ...spec, preset: 'my-own' })).to.equal('my-own');
  });

  it('name its files, so that files of other settings have other names', () => {
    const spec = resolveExperiment('manifold', { 'model.widths': [4, 5, 6, 8, 12, 20], 'seeds.count': 6 });
    expect(fileStem(spec, day)).to.equal('scaling-lab_manifold-d4_6x6_adamw_2026-11-30');
    const changes = [
      { 'task.dimension': 2 },
      { 'training.optimizer.type': 'muon' },
      { 'training.steps': 123 },
      { size: 'standard' },
      { 'lrSweep.count': 5 },
      { 'data.uniqueSamples': [100, 1000] },
    ];
    const names = [{}, ...changes].map((set) => fileStem(resolveExperiment('manifold', set), day));
    expect([...new Set(names)]).to.deep.equal(names);
    expect(names[3]).to.contain('_steps123_');
    expect(names[4]).to.contain('_standard_');
  });

  it('make a name that every file system takes, of any length of settings and of any preset', () => {
    const odd = { ...smallManifold(), preset: '../éa:of/\u202Ename'.repeat(20) };
    const all = presetIds.map((id) => composeExperiment(id, { 'training.steps': 77, 'training.batch': 8 }));
    for (const spec of [odd, ...all]) {
      const name = fileStem(spec, day);
      expect(name).to.match(/^scaling-lab_[\w.-]+_2026-11-30$/);
      expect(name.length).to.be.below(200);
    }
    expect(fileStem(smallManifold(), null)).to.match(/_adamw_.*[^_]$/);
    expect(dayOf(1e300)).to.equal('undated');
  });
});
