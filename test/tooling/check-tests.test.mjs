// Covers test/check-tests.mjs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { coveredBy, faultsOf } from '../check-tests.mjs';

const files = ['src/fit/fit.ts', 'src/fit/solve.ts', 'src/fit/numerics/roots.ts', 'src/types.d.ts'];

describe('what tests cover', () => {
  it('is read from the first lines of a file, over several of them', () => {
    const text =
      '// Covers src/fit/{fit,solve}.ts: laws,\n// and src/fit/numerics/roots.ts.\n\nimport "src/other.ts";\n';
    assert.deepEqual(coveredBy(text), ['src/fit/{fit,solve}.ts', 'src/fit/numerics/roots.ts']);
    assert.equal(coveredBy('// What src/fit/fit.ts does.\n'), null);
  });

  it('is every source, by its name, a list of names, a star or its folder', () => {
    const faults = (...heads) =>
      faultsOf(Object.fromEntries(heads.map((head, i) => [`test/${i}.test.ts`, `// Covers ${head}`])), files);
    assert.deepEqual(faults('src/fit/{fit,solve}.ts', 'src/fit/numerics/roots.ts'), []);
    assert.deepEqual(faults('src/fit/*.ts and src/fit/numerics'), []);
    assert.deepEqual(faults('src/fit'), ['src/fit/numerics/roots.ts: no test says that it covers it']);
    assert.deepEqual(faults('src/fit/numerics, src/fit/{fit,gone}.ts'), [
      'test/0.test.ts: covers src/fit/gone.ts, which is not there',
      'src/fit/solve.ts: no test says that it covers it',
    ]);
  });

  it('has to be said, with a path', () => {
    const [fault] = faultsOf({ 'test/a.test.ts': '// Covers the fit.\n' }, []);
    assert.equal(fault, 'test/a.test.ts: its first line should be "// Covers src/…"');
  });
});
