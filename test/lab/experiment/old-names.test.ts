// Covers src/lab/experiment/old-names.ts: what earlier versions wrote is read under the present names.

import { expect } from 'chai';
import { changeExperiment } from '../../../src/lab/presets/resolve.js';
import { resolveExperiment } from '../../support/experiments.js';
import { readExperiment } from '../../../src/lab/plan/read-experiment.js';
import { recordsFromJson } from '../../../src/lab/records/read-records.js';
import { recordsToJson } from '../../../src/lab/records/write-records.js';

const fixture = new URL('../../fixtures/records/version-1.json', import.meta.url);

describe('names of earlier versions', () => {
  it('are read in a spec', () => {
    const { lrSweep, ...rest } = resolveExperiment('glyphs');
    expect(readExperiment({ ...rest, version: 1, fan: lrSweep }).spec).to.deep.equal({ ...rest, lrSweep });
  });

  it('are read in dotted paths', () => {
    const spec = resolveExperiment('glyphs', { 'fan.count': 3 });
    expect(spec).to.deep.equal(resolveExperiment('glyphs', { 'lrSweep.count': 3 }));
    expect(changeExperiment(spec, { 'fan.widen': false }).lrSweep).to.deep.equal({
      ...spec.lrSweep,
      widen: false,
    });
  });

  it('are refused in a spec of the present version, which has the present ones', () => {
    const { lrSweep, ...rest } = resolveExperiment('glyphs');
    expect(() => readExperiment({ ...rest, fan: lrSweep })).to.throw(/^fan: /);
  });

  it('are read in records.json, which is written under the present ones', async () => {
    const kept = await (await fetch(fixture)).text();
    expect(kept).to.contain('"version": 1,').and.to.contain('"cell":"w9","wave":0').and.to.contain('"fan":');
    const records = recordsFromJson(kept);
    expect(records.runs[0].plan).to.include({ id: 'w9', config: 'w9', round: 0 });
    const written = recordsToJson(records);
    expect(written).to.contain('"version": 2,').and.to.contain('"config":"w9","round":0');
    expect(recordsFromJson(written)).to.deep.equal(records);
  });
});
