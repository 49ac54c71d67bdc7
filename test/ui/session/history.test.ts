// Covers src/ui/session/history.ts: what came before the experiment in sight. Also src/ui/session/{laws-in-sight,lazy-part,visit}.ts.
import { expect } from 'chai';
import type { ReactiveControllerHost } from 'lit';
import { resolveExperiment } from '../../support/experiments.js';
import { plan } from '../../../src/lab/plan/plan.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { LabStore } from '../../../src/lab/records/store.js';
import * as analysis from '../../../src/ui/analysis.lazy.js';
import { Library } from '../../../src/ui/library/library.js';
import { LazyPart } from '../../../src/ui/session/lazy-part.js';
import { Visit } from '../../../src/ui/session/visit.js';
import { SyntheticClient, type SyntheticClientOptions } from '../../support/synthetic-client.js';
import { waitUntil } from '../../support/wait-until.js';
import { smallManifold, syntheticBatches } from '../../support/synthetic-run.js';

const spec = smallManifold({ 'training.steps': 200 });
const events = [...syntheticBatches(plan(spec))].flat();
const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};

let libraries = 0;
const newName = (): string => `history-test-${Date.now()}-${libraries++}`;
const libraryOf = (name: string): Library => new Library({ name, oldName: `${name}-old` });

/** A library in which an experiment has left these events, as another page did that is gone. */
async function libraryWith(...experiments: (readonly RunEvent[])[]): Promise<string> {
  const name = newName();
  const library = libraryOf(name);
  for (const left of experiments) {
    const id = library.begin(spec);
    library.append(id, left);
    await library.flush();
  }
  library.close();
  return name;
}

function visitWith(options: SyntheticClientOptions = {}, library = libraryOf(newName())): Visit {
  return new Visit(host, {
    client: new SyntheticClient(options),
    library,
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
  beforeEach(() => sessionStorage.clear());

  it('brings back the experiment of an earlier visit, with its weights', async () => {
    const { session, history } = visitWith({}, libraryOf(await libraryWith(events)));
    expect(await history.restore()).to.deep.equal(spec);
    expect(session.phase).to.deep.equal({ type: 'restored' });
    expect(session.state.status).to.equal('finished');
    expect(session.state.runs).to.deep.equal(recorded().state.runs);
    const weights = events.filter((event) => event.type === 'weights');
    expect([...session.weights.keys()].sort()).to.deep.equal(weights.map(({ run }) => run).sort());
  });

  it('brings back an interrupted experiment as stopped, and adds to the same entry of the library', async () => {
    const name = await libraryWith([...syntheticBatches(plan(spec), { until: 0.5, ended: 2 })].flat());
    const library = libraryOf(name);
    const { session, history } = visitWith({}, library);
    await history.restore();
    expect(session.state.status).to.equal('stopped');
    await session.goOn();
    await library.flush();
    const entries = await libraryOf(name).list();
    expect(entries.map(({ ended }) => ended)).to.deep.equal([spec.model.widths.length]);
  });

  it('restores nothing from an empty library, and only the spec where nothing was trained', async () => {
    expect(await visitWith().history.restore()).to.equal(null);
    const name = await libraryWith(events.slice(0, 1));
    const { session, history } = visitWith({}, libraryOf(name));
    expect(await history.restore()).to.deep.equal(spec);
    expect(session.phase).to.deep.equal({ type: 'idle' });
  });

  it('brings back what this tab had in sight before what was started last', async () => {
    const name = await libraryWith(events, [...syntheticBatches(plan(spec), { until: 0.5 })].flat());
    const first = visitWith({}, libraryOf(name));
    await first.history.restore();
    expect(first.session.state.status).to.equal('stopped');
    const [, earlier] = await libraryOf(name).list();
    await first.history.open(earlier.id);
    expect(first.session.state.status).to.equal('finished');
    const second = visitWith({}, libraryOf(name));
    await second.history.restore();
    expect(second.session.state.status).to.equal('finished');
  });

  it('does not go on with what another tab trains, and says so', async () => {
    const name = await libraryWith([...syntheticBatches(plan(spec), { until: 0.5, ended: 2 })].flat());
    const [one, two] = [visitWith({ until: 0.7 }, libraryOf(name)), visitWith({}, libraryOf(name))];
    await one.history.restore();
    await two.history.restore();
    void one.session.goOn();
    await waitUntil(() => one.session.phase.type === 'training');
    let message = '';
    await two.session.goOn().catch((error: Error) => (message = error.message));
    expect(message).to.include('another tab');
    expect(two.session.phase).to.deep.equal({ type: 'restored' });
    one.close();
  });

  it('does not replace an experiment that was started in the meantime', async () => {
    const { session, history } = visitWith({}, libraryOf(await libraryWith(events)));
    const restoring = history.restore();
    session.start(plan(spec));
    expect(await restoring).to.equal(null);
    await settle();
    expect(session.phase).to.deep.equal({ type: 'ended' });
  });

  it('leaves what it cannot read where it is', async () => {
    const [started] = events;
    const unknown = { ...plan(spec), spec: { ...spec, version: 99 } };
    const name = await libraryWith([{ ...started, plan: unknown } as unknown as RunEvent]);
    expect(await visitWith({}, libraryOf(name)).history.restore()).to.equal(null);
    expect(await libraryOf(name).list()).to.have.length(1);
  });

  it('takes from the library what it is asked to', async () => {
    const name = await libraryWith(events);
    const { session, history } = visitWith({}, libraryOf(name));
    await history.restore();
    await history.discard();
    expect(session.phase).to.deep.equal({ type: 'idle' });
    expect(session.state.runs).to.be.empty;
    expect(await libraryOf(name).list()).to.be.empty;
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
