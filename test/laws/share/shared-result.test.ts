// Covers src/laws/share/shared-result.ts. Also src/lab/share/result-link.ts: a result that goes into a link and comes back.

import { expect } from 'chai';
import { planOf, branchedStore } from '../../support/finished-run.js';
import { resolveExperiment } from '../../support/experiments.js';
import { asyncComplaint } from '../../support/complaint.js';
import { processor } from '../../support/synthetic-run.js';
import { stateOf, syntheticState } from '../../support/synthetic-state.js';
import { pack } from '../../../src/lab/share/packed.js';
import { resultFromHash, resultToHash, type SharedResult } from '../../../src/lab/share/result-link.js';
import { laws, type Law } from '../../../src/laws/runs/lab-laws.js';
import { lawOfResult, sharedResult } from '../../../src/laws/share/shared-result.js';
import type { LabState } from '../../../src/lab/records/record.js';

/** What fits the same in both places: all but what needs the runs. */
const fitted = ({ axis, convention, examples, fit, theory, knownFloor, undecided, warnings }: Law) => ({
  axis,
  convention,
  examples,
  fit,
  theory,
  knownFloor,
  undecided,
  warnings,
});

const resultOf = (state: LabState, place = 0, name = ''): SharedResult =>
  sharedResult(state, laws(state)[place], name)!;

async function overLink(result: SharedResult): Promise<SharedResult> {
  return (await resultFromHash(await resultToHash(result)))!;
}

describe('a link with a result', () => {
  it('gives back the experiment, the points, the law to its last digit, the device, the day and the name', async () => {
    const state = stateOf(resolveExperiment('manifold'), { device: processor });
    const result = resultOf(state, 0, 'quiet heron');
    const opened = await overLink(result);
    expect(opened).to.deep.equal(result);
    expect(opened).to.deep.include({ name: 'quiet heron', labVersion: '0.1.0' });
    expect(opened.device).to.deep.include({ engine: 'cpu', threads: 4, description: 'CPU' });
    expect(opened.measured).to.equal(state.runs[0].finishedAt);
    const { law, agrees } = lawOfResult(opened);
    expect(agrees).to.equal(true);
    expect(fitted(law)).to.deep.equal(fitted(laws(state)[0]));
  });

  it('takes less than 2 kB for the first experiment of the page', async () => {
    const state = stateOf(resolveExperiment('manifold'));
    const hash = await resultToHash(resultOf(state, 0, 'quiet heron'));
    expect(hash).to.match(/^#r=1\.[\w.-]+$/);
    expect(hash.length).to.be.within(400, 1500);
  });

  it('holds either law of an experiment with two', async () => {
    const store = branchedStore(
      planOf({
        'training.steps': 2000,
        'training.schedule.type': 'wsd',
        'data.branches': [0.1, 0.2, 0.4, 0.7],
      }),
      (run, steps) => 30 / Math.sqrt(steps * run.trainingFlops),
    );
    for (const [place, axis] of ['N', 'D'].entries()) {
      const opened = await overLink(resultOf(store.state, place));
      expect(opened.axis).to.equal(axis);
      expect(lawOfResult(opened).agrees).to.equal(true);
    }
  });

  it('holds points that support no law, and nothing before there are points', async () => {
    const state = syntheticState({}, { 'model.widths': [4, 5] });
    const opened = await overLink(resultOf(state));
    expect(opened.law).to.equal(null);
    expect(lawOfResult(opened).law.fit).to.deep.equal(laws(state)[0].fit);
    const begun = syntheticState({ until: 0.5 });
    expect(sharedResult(begun, laws(begun)[0])).to.equal(null);
  });

  it('does not have its word taken: the law is that of its points, and what it says of it is compared', () => {
    const result = resultOf(syntheticState());
    const flattered = { ...result, law: { ...result.law!, alpha: 2 } };
    const { law, agrees } = lawOfResult(flattered);
    expect(agrees).to.equal(false);
    expect(law.fit).to.deep.equal(lawOfResult(result).law.fit);
    expect(lawOfResult({ ...result, law: null }).agrees).to.equal(false);
  });

  it('opens with its signs written as codes and with flags, and is refused where it was cut or says what cannot be', async () => {
    const result = resultOf(syntheticState());
    const hash = await resultToHash(result);
    expect(await resultFromHash(hash.replace('=', '%3D'))).to.deep.equal(result);
    expect(await resultFromHash(`${hash}&present`)).to.deep.equal(result);
    expect(await resultFromHash('#e=2.abc')).to.equal(null);
    for (const length of [4, 6, 100, hash.length - 1])
      expect(await asyncComplaint(() => resultFromHash(hash.slice(0, length)))).to.match(/cut off|version/);
    const odd = async (value: unknown): Promise<string> => {
      const link = `#r=${await pack(value, '1')}`;
      return asyncComplaint(() => resultFromHash(link));
    };
    expect(await odd({})).to.contain('this field is missing');
    expect(await odd('points')).to.contain('the result in the link: expected an object');
    expect(await asyncComplaint(() => resultFromHash('#r=7.abc'))).to.contain('expected 1, got 7');
    const short = { ...result, points: result.points.slice(0, 0) };
    expect(await asyncComplaint(async () => resultFromHash(await resultToHash(short)))).to.contain(
      'at least one',
    );
  });
});
