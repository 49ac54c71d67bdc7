// What came before the experiment in sight: session/history.ts.
import { expect } from 'chai';
import type { ReactiveControllerHost } from 'lit';
import { resolveExperiment } from '../../support/experiments.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { LabStore } from '../../../src/lab/records/store.js';
import * as analysis from '../../../src/ui/analysis.lazy.js';
import { Journal } from '../../../src/ui/session/journal.js';
import { LazyPart } from '../../../src/ui/session/lazy-part.js';
import { Visit } from '../../../src/ui/session/visit.js';
import { SyntheticClient, type SyntheticClientOptions } from '../../support/synthetic-client.js';
import { smallManifold, syntheticBatches } from '../../support/synthetic-run.js';

const spec = smallManifold({ 'training.steps': 200 });
const events = [...syntheticBatches(plan(spec))].flat();
const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};

let journals = 0;
const newJournal = (): string => `history-test-${Date.now()}-${journals++}`;

function visitWith(options: SyntheticClientOptions = {}, journal = new Journal(newJournal())): Visit {
  return new Visit(host, {
    client: new SyntheticClient(options),
    journal,
    analysis: new LazyPart(host, () => Promise.resolve(analysis)),
    wish: { engine: 'auto', threads: null, simd: 'plain' },
  });
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));
const recorded = (): LabStore => {
  const store = new LabStore();
  store.apply(events);
  return store;
};

describe('the history of a visit', () => {
  it('brings back the experiment of an earlier visit', async () => {
    const name = newJournal();
    await new Journal(name).append(events);
    const { session, history } = visitWith({}, new Journal(name));
    expect(await history.restore()).to.deep.equal(spec);
    expect(session.phase).to.deep.equal({ type: 'restored' });
    expect(session.state.status).to.equal('finished');
  });

  it('brings back an interrupted experiment as stopped, and adds to the same entry of the journal', async () => {
    const name = newJournal();
    await new Journal(name).append([...syntheticBatches(plan(spec), { until: 0.5, ended: 2 })].flat());
    const journal = new Journal(name);
    const { session, history } = visitWith({}, journal);
    await history.restore();
    expect(session.state.status).to.equal('stopped');
    await session.goOn();
    await journal.append([]);
    const kept = await new Journal(name).load();
    expect(kept.filter(({ type }) => type === 'run-finished').length).to.equal(spec.model.widths.length);
  });

  it('restores nothing from an empty journal, and only the spec where no run had ended', async () => {
    expect(await visitWith().history.restore()).to.equal(null);
    const name = newJournal();
    await new Journal(name).append([...syntheticBatches(plan(spec), { until: 0.5 })].flat());
    const { session, history } = visitWith({}, new Journal(name));
    expect(await history.restore()).to.deep.equal(spec);
    expect(session.phase).to.deep.equal({ type: 'idle' });
  });

  it('does not replace an experiment that was started in the meantime', async () => {
    const name = newJournal();
    await new Journal(name).append(events);
    const { session, history } = visitWith({}, new Journal(name));
    const restoring = history.restore();
    session.start(plan(spec));
    expect(await restoring).to.equal(null);
    await settle();
    expect(session.phase).to.deep.equal({ type: 'ended' });
  });

  it('forgets what it cannot read, and what it is asked to forget', async () => {
    const name = newJournal();
    const [started] = events;
    const unknown = { ...plan(spec), spec: { ...spec, version: 99 } };
    await new Journal(name).append([{ ...started, plan: unknown } as unknown as RunEvent]);
    expect(await visitWith({}, new Journal(name)).history.restore()).to.equal(null);
    expect(await new Journal(name).load()).to.be.empty;

    await new Journal(name).append(events);
    const { session, history } = visitWith({}, new Journal(name));
    await history.restore();
    await history.discard();
    expect(session.phase).to.deep.equal({ type: 'idle' });
    expect(session.state.runs).to.be.empty;
    expect(await new Journal(name).load()).to.be.empty;
  });

  it('shows a recorded run, then another, and brings back what was in sight before', async () => {
    const { session, history } = visitWith();
    session.start(plan(spec));
    await settle();
    const own = session.state;
    history.showRecorded('first.json', recorded().state);
    history.showRecorded('second.json', recorded().state);
    expect(session.phase).to.deep.include({ type: 'recorded', name: 'second.json' });
    history.closeRecorded();
    expect(session.state).to.equal(own);
    expect(session.phase).to.deep.equal({ type: 'ended' });
    history.closeRecorded();
    expect(session.state).to.equal(own);
  });

  it('does not show a recorded run while an experiment runs', async () => {
    const { session, history } = visitWith({ until: 0.4 });
    session.start(plan(spec));
    await settle();
    history.showRecorded('theirs.json', recorded().state);
    expect(session.phase).to.deep.equal({ type: 'training' });
  });

  it('keeps the last laws as ghosts, unless their losses have another unit', async () => {
    const { session, history, laws } = visitWith();
    await laws.load();
    session.start(plan(spec));
    await settle();
    expect(history.ghosts).to.be.empty;
    const last = laws.of(session.state);
    session.start(plan(spec));
    expect(history.ghosts).to.deep.equal(last);
    await settle();
    session.start(plan(resolveExperiment('zipf-facts', { 'training.steps': 200 })));
    expect(history.ghosts).to.be.empty;
  });
});
