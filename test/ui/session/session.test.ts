// Covers src/ui/session/session.ts, src/ui/session/phase.ts and src/ui/session/training-device.ts: the phases of an experiment on the
// page. Also src/ui/session/{render-throttle,words}.ts.

import { expect } from 'chai';
import type { ReactiveControllerHost } from 'lit';
import { plan } from '../../../src/lab/plan/plan.js';
import type { RunEvent } from '../../../src/lab/records/events.js';
import { LabStore } from '../../../src/lab/records/store.js';
import type { LabStatus } from '../../../src/lab/records/record.js';
import { phaseAfter, type Phase } from '../../../src/ui/session/phase.js';
import { Session, type SessionListener } from '../../../src/ui/session/session.js';
import { TrainingDevice } from '../../../src/ui/session/training-device.js';
import { words } from '../../../src/ui/session/words.js';
import { WorkerLost } from '../../../src/worker/training/client.js';
import { SyntheticClient, type SyntheticClientOptions } from '../../support/synthetic-client.js';
import { smallManifold, syntheticBatches } from '../../support/synthetic-run.js';
import { waitUntil } from '../../support/wait-until.js';

const spec = smallManifold({ 'training.steps': 200 });
const stopped: RunEvent = { type: 'plan-finished', outcome: 'stopped', message: '', time: 0 };
const host: ReactiveControllerHost = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};

interface Heard {
  readonly session: Session;
  readonly client: SyntheticClient;
  readonly device: TrainingDevice;
  /** What was started: new, or an addition. */
  readonly starts: ('new' | 'more')[];
  /** Whether batches were said to continue what was kept. */
  readonly resumed: boolean[];
}

/** Answers a moment later, as a worker does. */
class DistantClient extends SyntheticClient {
  override async start(...args: Parameters<SyntheticClient['start']>): Promise<void> {
    await Promise.resolve();
    await super.start(...args);
  }
  override async stop(): Promise<void> {
    await Promise.resolve();
    await super.stop();
  }
}

function sessionWith(options: SyntheticClientOptions = {}, client = new DistantClient(options)): Heard {
  const device = new TrainingDevice(host, client, { engine: 'auto', threads: null, simd: 'plain' });
  const session = new Session(host, client, device);
  const starts: Heard['starts'] = [];
  const resumed: boolean[] = [];
  const listener: SessionListener = {
    isKept: true,
    mayGoOn: () => Promise.resolve(true),
    starting: (_, isNew) => starts.push(isNew ? 'new' : 'more'),
    heard: (_, isResumed) => resumed.push(isResumed),
  };
  session.listener = listener;
  return { session, client, device, starts, resumed };
}

/** Its worker ends after the first `times` plans, before they do, and whenever the returned function is called. */
function losing(client: SyntheticClient, times: number, then?: SyntheticClientOptions): () => void {
  const start = client.start.bind(client);
  let lose = (): void => undefined;
  client.start = async (...args) => {
    const lost = new Promise<never>((_, reject) => (lose = () => reject(new WorkerLost())));
    const begun = start(...args);
    if (times-- > 0) setTimeout(lose);
    else if (then) client.options = then;
    await Promise.race([begun, lost]);
  };
  return () => lose();
}

/** Lets the synthetic worker send what it has. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('a session', () => {
  it('is idle at first, with nothing to continue or to stop', async () => {
    const { session, client } = sessionWith();
    expect(session.phase).to.deep.equal({ type: 'idle' });
    session.stop();
    await session.goOn();
    expect(session.phase).to.deep.equal({ type: 'idle' });
    expect(client.asked).to.be.empty;
  });

  it('is starting until the first events arrive, then trains, and ends', async () => {
    const { session, starts } = sessionWith();
    session.start(plan(spec));
    expect(session.phase).to.deep.equal({ type: 'starting' });
    expect(session.isLive).to.equal(true);
    await settle();
    expect(session.phase).to.deep.equal({ type: 'ended' });
    expect(session.state.status).to.equal('finished');
    expect(session.isLive).to.equal(false);
    expect(starts).to.deep.equal(['new']);
  });

  it('does not start a second experiment while one runs', async () => {
    const { session, client } = sessionWith({ until: 0.4 });
    session.start(plan(spec));
    await settle();
    session.start(plan(spec));
    session.extend(plan(spec));
    await session.goOn();
    expect(client.asked).to.deep.equal(['start without nothing']);
  });

  it('pauses, resumes and stops', async () => {
    const { session } = sessionWith({ until: 0.4 });
    session.start(plan(spec));
    await settle();
    expect(session.phase).to.deep.equal({ type: 'training' });
    session.pause();
    await settle();
    expect(session.phase).to.deep.equal({ type: 'paused' });
    session.resume();
    await settle();
    expect(session.phase).to.deep.equal({ type: 'training' });
    session.stop();
    expect(session.phase).to.deep.equal({ type: 'stopping' });
    await settle();
    expect(session.phase).to.deep.equal({ type: 'ended' });
    expect(session.state.status).to.equal('stopped');
  });

  it('continues with the remaining runs, on a device opened again', async () => {
    const { session, client, starts, resumed } = sessionWith({ until: 0.4, ended: 2, then: [stopped] });
    session.start(plan(spec));
    await settle();
    client.options = {};
    const going = session.goOn();
    expect(session.phase).to.deep.equal({ type: 'starting' });
    await going;
    expect(client.asked.slice(1)).to.deep.equal(['open', 'start without w4, w5']);
    expect(session.state.status).to.equal('finished');
    expect(starts).to.deep.equal(['new', 'more']);
    expect(resumed[0]).to.equal(false);
    expect(resumed.at(-1)).to.equal(true);
  });

  it('returns to its phase if no device can be opened to continue', async () => {
    const { session, client, device } = sessionWith({ until: 0.4, ended: 2, then: [stopped] });
    session.start(plan(spec));
    await settle();
    const problem = { type: 'device-failed', message: 'it burnt down' } as const;
    client.options = { report: { type: 'problem', problem } };
    await session.goOn();
    expect(session.phase).to.deep.equal({ type: 'ended' });
    expect(device.report).to.deep.equal({ type: 'problem', problem });
  });

  it('adds runs to an experiment that ended, and to a recorded one as an entry of its own', async () => {
    const { session, client, resumed } = sessionWith();
    session.start(plan(spec));
    await settle();
    session.extend(plan(spec));
    await settle();
    expect(client.asked.at(-1)).to.match(/^start without w4, w5/);
    expect(resumed.at(-1)).to.equal(true);

    const store = new LabStore();
    store.restore(session.state);
    session.show({
      store,
      phase: { type: 'recorded', name: 'theirs.json', behind: session.inSight },
      weights: new Map(),
    });
    session.extend(plan(spec));
    await settle();
    expect(resumed.at(-1)).to.equal(false);
    expect(session.phase).to.deep.equal({ type: 'ended' });
  });

  it('does not continue a recorded run', async () => {
    const { session, client } = sessionWith();
    const store = new LabStore();
    store.apply([...syntheticBatches(plan(spec), { until: 0.4, ended: 2 })].flat());
    store.apply([stopped]);
    session.show({
      store,
      phase: { type: 'recorded', name: 'theirs.json', behind: session.inSight },
      weights: new Map(),
    });
    await session.goOn();
    expect(client.asked).to.be.empty;
  });

  it('fails if the worker exits early, and if it throws', async () => {
    const silent = sessionWith({ until: 0.4 });
    silent.client.start = async (_plan, _ended, sink) => {
      await sink([...syntheticBatches(plan(spec), { until: 0.4 })].flat());
    };
    silent.session.start(plan(spec));
    await settle();
    expect(silent.session.phase).to.deep.equal({ type: 'ended' });
    expect(silent.session.state).to.include({ status: 'failed', message: words.workerExited });

    const broken = sessionWith();
    broken.client.start = () => Promise.reject(new Error('out of memory'));
    broken.session.start(plan(spec));
    await settle();
    expect(broken.session.state).to.include({ status: 'failed', message: 'out of memory' });
    expect(broken.client.asked.at(-1)).to.equal('terminate');
  });

  it('replaces a worker that has ended, keeps what is finished, and says so', async () => {
    const { session, client, resumed } = sessionWith({ until: 0.4, ended: 2 });
    losing(client, 1, { until: 0.4 });
    session.start(plan(spec));
    await settle();
    expect(client.asked).to.deep.equal([
      'start without nothing',
      'terminate',
      'open',
      'start without w4, w5',
    ]);
    expect(session.phase).to.deep.equal({ type: 'training' });
    expect(session.state.message).to.match(/^The worker that trains ended and another replaced it/);
    expect(session.state.recoveries).to.have.length(1);
    expect(session.state.recoveries[0]).to.include({ lost: 'worker', engine: 'gpu' });
    expect(resumed.at(-1)).to.equal(true);
  });

  it('pauses again where its worker ended in a pause, and ends where it ended in a stop', async () => {
    const paused = sessionWith({ until: 0.4 });
    let lose = losing(paused.client, 0);
    paused.session.start(plan(spec));
    await settle();
    paused.session.pause();
    await settle();
    lose();
    await settle();
    expect(paused.client.asked.filter((asked) => asked === 'pause')).to.have.length(2);
    expect(paused.session.state.recoveries).to.have.length(1);

    const stopping = sessionWith({ until: 0.4 });
    lose = losing(stopping.client, 0);
    stopping.session.start(plan(spec));
    await settle();
    stopping.client.stop = () => new Promise(() => undefined);
    stopping.session.stop();
    lose();
    await settle();
    expect(stopping.session.state.status).to.equal('stopped');
  });

  it('fails after four workers in a row have ended', async () => {
    const { session, client } = sessionWith({ until: 0.4 });
    losing(client, Infinity);
    session.start(plan(spec));
    await waitUntil(() => !session.isLive);
    expect(client.asked.filter((asked) => asked.startsWith('start'))).to.have.length(4);
    expect(session.state).to.include({ status: 'failed', message: new WorkerLost().message });
    expect(session.state.recoveries).to.have.length(3);
  });

  it('ignores what a plan sends after the page was left', async () => {
    const { session, client, resumed } = sessionWith({ until: 0.4 });
    session.start(plan(spec));
    await settle();
    const { length } = resumed;
    session.hostDisconnected();
    expect(client.asked.at(-1)).to.equal('terminate');
    await client.pause();
    expect(resumed.length).to.equal(length);
  });

  it('keeps the weights of the runs that end, until the next start', async () => {
    const { session } = sessionWith();
    session.start(plan(spec));
    await settle();
    expect(session.weights.size).to.be.above(0);
    session.start(plan(spec));
    expect(session.weights.size).to.equal(0);
  });

  it('shuts the worker down if it does not answer a stop', async () => {
    const { session, client } = sessionWith({ until: 0.4 });
    session.start(plan(spec));
    await settle();
    client.stop = () => new Promise(() => undefined);
    const timers: (() => void)[] = [];
    const { setTimeout: real } = window;
    window.setTimeout = ((call: () => void) => timers.push(call)) as unknown as typeof window.setTimeout;
    session.stop();
    window.setTimeout = real;
    timers.forEach((call) => call());
    expect(client.asked.at(-1)).to.equal('terminate');
    expect(session.state).to.include({ status: 'stopped', message: words.workerEnded });
    expect(session.phase).to.deep.equal({ type: 'ended' });
  });
});

describe('the phase after events', () => {
  const after = (phase: Phase['type'], status: LabStatus): string =>
    phaseAfter({ type: phase } as Phase, status).type;

  it('follows the records', () => {
    expect(after('starting', 'compiling')).to.equal('training');
    expect(after('training', 'paused')).to.equal('paused');
    for (const status of ['finished', 'stopped', 'device-lost', 'failed'] as const)
      expect(after('training', status)).to.equal('ended');
  });

  it('is stopping until the end, whatever events arrive before it', () => {
    for (const status of ['compiling', 'running', 'paused'] as const)
      expect(after('stopping', status)).to.equal('stopping');
    expect(after('stopping', 'stopped')).to.equal('ended');
  });
});
