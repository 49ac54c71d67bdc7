// The journal that carries an experiment over a reload: session/journal.ts.
import { expect } from 'chai';
import { plan } from '../../../src/lab/plan/plan.js';
import { resolveExperiment } from '../../support/experiments.js';
import { LabStore } from '../../../src/lab/records/store.js';
import { Journal } from '../../../src/ui/session/journal.js';
import { syntheticBatches } from '../../support/synthetic-run.js';

let journals = 0;
const newJournal = (): string => `journal-test-${Date.now()}-${journals++}`;

describe('the journal', () => {
  const spec = resolveExperiment('manifold', { 'training.steps': 200 });
  const events = [...syntheticBatches(plan(spec))].flat();

  it('gives back an experiment that folds to the same records', async () => {
    const name = newJournal();
    const journal = new Journal(name);
    await journal.append(events);
    const [before, after] = [new LabStore(), new LabStore()];
    before.apply(events);
    after.apply(await new Journal(name).load());
    expect(after.state.status).to.equal('finished');
    expect(JSON.stringify(after.state.runs)).to.equal(JSON.stringify(before.state.runs));
  });

  it('holds the last experiment only, and of its runs those that ended', async () => {
    const name = newJournal();
    const journal = new Journal(name);
    await journal.append(events);
    await journal.append([...syntheticBatches(plan(spec), { until: 0.5, ended: 1 })].flat());
    const kept = await journal.load();
    expect(kept.filter(({ type }) => type === 'plan-started').length).to.equal(1);
    expect(kept.filter(({ type }) => type === 'run-finished').length).to.equal(1);
  });

  it('keeps the experiments of two tabs apart: the one started last is there', async () => {
    const name = newJournal();
    const [first, second] = [new Journal(name), new Journal(name)];
    const batches = [...syntheticBatches(plan(spec))];
    await first.append(batches.slice(0, -2).flat());
    await second.append([...syntheticBatches(plan(spec), { until: 0.5, ended: 1 })].flat());
    await first.append(batches.slice(-2).flat());
    const kept = await new Journal(name).load();
    expect(kept.filter(({ type }) => type === 'run-finished').length).to.equal(1);
  });

  it('works without storage, and says why nothing is kept', async () => {
    const journal = new Journal('broken', () => Promise.reject(new Error('the disk is full')));
    await journal.append(events);
    expect(await journal.load()).to.be.empty;
    expect(journal.problem).to.equal('the disk is full');
  });

  it('says that a disk is full also where the browser gives no message', async () => {
    const full = new DOMException('', 'QuotaExceededError');
    const journal = new Journal('full', () => Promise.reject(full));
    await journal.append(events);
    expect(journal.problem).to.equal('no room is left for this page');
  });
});
