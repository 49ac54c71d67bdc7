// Covers src/cli/package/{fit-package,fit-main}.ts and src/cli/shared/dispatch.ts: the fitter as a package of its own (packages/fit), which
// needs neither the page nor a GPU.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { root } from '../support/cli.mjs';

const source = join(root, 'packages/fit');
const { dependencies, version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('the package that fits tables', () => {
  let folder;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'fit-package-'));
    execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: source, stdio: 'pipe' });
    // As npm installs it, without its registry: the packages that it names come from here.
    const modules = join(folder, 'node_modules');
    mkdirSync(modules);
    execFileSync('tar', ['-xzf', join(folder, `scaling-lab-${version}.tgz`), '-C', modules]);
    execFileSync('mv', [join(modules, 'package'), join(modules, 'scaling-lab')]);
    for (const name of Object.keys(dependencies))
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    copyFileSync(join(root, 'test/fixtures/tables/00-base.csv'), join(folder, 'points.csv'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const node = (...args) => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

  it('depends on what reads tables alone, in the versions of the lab', () => {
    assert.deepEqual(Object.keys(dependencies), ['d3-dsv', 'hyparquet', 'hyparquet-compressors']);
    for (const [name, wanted] of Object.entries(dependencies)) assert.equal(own.dependencies[name], wanted);
    assert.equal(version, own.version);
  });

  it('has a command line', () => {
    const program = join(folder, 'node_modules/scaling-lab/dist/scaling-lab.js');
    const report = JSON.parse(node(program, 'fit', 'points.csv', '--law', 'surface', '--json'));
    assert.ok(Math.abs(report.parameters.alpha - 0.3213) < 5e-4);
    assert.match(
      node(program, '--help'),
      /npx scaling-lab <command> …\n {2}fit [^]*\n {2}forecast [^]*\n {2}plan /,
    );
  });

  it('has the functions that its page shows, with their types', () => {
    const [, example] = /```js\n([^]*?)```/.exec(readFileSync(join(source, 'README.md'), 'utf8'));
    writeFileSync(join(folder, 'example.js'), example);
    assert.match(
      node('example.js'),
      /^Columns: N, D, loss, C = 6 N D\.\n20 of 20 rows are fitted\.\n0\.3213/,
    );
    const typed = `import { lawsOfTable, readPoints } from 'scaling-lab/fit';
const { table } = readPoints('N,loss\\n1,2');
if (table) {
  const { fit } = lawsOfTable(table).surface;
  if (fit.type === 'fit') fit.alpha satisfies number;
}
// @ts-expect-error A text is needed.
readPoints(3);
`;
    writeFileSync(join(folder, 'typed.ts'), typed);
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--ignoreConfig'];
    node(join(root, 'node_modules/typescript/bin/tsc'), ...options, 'typed.ts');
  });
});
