// Covers src/base/version.ts: one version in all places that name it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';

const root = dirname(dirname(import.meta.dirname));
const read = (name) => readFileSync(join(root, name), 'utf8');

describe('the version of the lab', () => {
  it('is the same in package.json, in files that leave the lab, and in CITATION.cff', () => {
    const { version, license } = JSON.parse(read('package.json'));
    assert.equal(/LAB_VERSION = '([^']+)'/.exec(read('src/base/version.ts'))[1], version);
    const citation = read('CITATION.cff');
    assert.match(citation, new RegExp(`^version: ${version}$`, 'm'));
    assert.match(citation, new RegExp(`^license: ${license}$`, 'm'));
    assert.match(citation, /^authors:\n {2}- name: Scaling Lab contributors$/m);
  });
});
