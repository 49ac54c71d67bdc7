// Covers src/cli/start/install.mjs. Also src/cli/start/one-at-a-time.mjs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { pathToFileURL } from 'node:url';
import { installPackages, isInstalled, missingPackages } from '../../src/cli/start/install.mjs';

const root = dirname(dirname(import.meta.dirname));
const module = (name) => JSON.stringify(pathToFileURL(join(root, 'src/cli/start', name)).href);

/** What a lock file asks for, of every kind. */
const wanted = {
  '': {},
  'node_modules/lit': { version: '3.3.3' },
  'node_modules/chai': { version: '6.3.0', dev: true },
  'node_modules/fsevents': { version: '2.3.3', optional: true },
  'node_modules/typescript': { version: '6.0.3', devOptional: true },
};
const present = (...names) =>
  Object.fromEntries(names.map((name) => [`node_modules/${name}`, wanted[`node_modules/${name}`]]));

describe('missing packages', () => {
  it('are all that the lock asks for in a fresh clone, but for those of other platforms', () => {
    assert.deepEqual(missingPackages(wanted, {}), ['node_modules/lit']);
    assert.deepEqual(missingPackages(wanted, {}, { dev: true }), [
      'node_modules/lit',
      'node_modules/chai',
      'node_modules/typescript',
    ]);
  });

  it('are none for a start where only the tests lack theirs', () => {
    assert.deepEqual(missingPackages(wanted, present('lit')), []);
  });

  it('are none where there is more than is asked for', () => {
    assert.deepEqual(
      missingPackages(wanted, { ...present('lit'), 'node_modules/left': { version: '1.0.0' } }),
      [],
    );
  });

  it('are those in another version, optional ones too', () => {
    const other = { 'node_modules/lit': { version: '3.3.2' }, 'node_modules/fsevents': { version: '2.3.2' } };
    assert.deepEqual(missingPackages(wanted, other), ['node_modules/lit', 'node_modules/fsevents']);
  });

  it('are few for a start: what builds the page and runs the command line', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const missing = missingPackages(packages, {});
    assert.ok(missing.includes('node_modules/vite') && missing.length < 45, missing.join(' '));
  });
});

describe('installing', () => {
  let folder;
  const note = () => join(folder, 'node_modules/.package-lock.json');
  const lock = (path, packages) => writeFileSync(path, JSON.stringify({ packages }));
  /** As npm leaves them: folders first, its note last. */
  const put = (packages) => {
    for (const path of Object.keys(packages)) {
      mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, path, 'package.json'), '{}');
    }
    lock(note(), packages);
  };
  /** In npm's place: writes its arguments down, and ends as it is told. */
  const pretendNpm = (code = 0) => {
    const script = join(folder, 'npm.mjs');
    const say = `import { writeFileSync } from 'node:fs'; writeFileSync('asked', process.argv.slice(2).join(' '));`;
    writeFileSync(script, `${say} process.exit(${code});`);
    process.env.npm_execpath = script;
  };
  const asked = () =>
    existsSync(join(folder, 'asked')) ? readFileSync(join(folder, 'asked'), 'utf8') : null;
  const npm = process.env.npm_execpath;
  let said;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'install-'));
    mkdirSync(join(folder, 'node_modules'));
    lock(join(folder, 'package-lock.json'), wanted);
    pretendNpm();
    said = mock.method(console, 'error', () => {});
  });
  afterEach(() => {
    said.mock.restore();
    rmSync(folder, { recursive: true });
    if (npm === undefined) delete process.env.npm_execpath;
    else process.env.npm_execpath = npm;
  });

  it('does nothing where all is there', () => {
    put(present('lit'));
    installPackages(folder);
    assert.equal(asked(), null);
    assert.equal(said.mock.callCount(), 0);
  });

  it('leaves out what tests need for a start, and says what it does', () => {
    installPackages(folder, { what: 'Dawn' });
    assert.match(asked(), /^ci --omit=dev /);
    assert.deepEqual(said.mock.calls[0].arguments, ['Installing Dawn (npm ci) …']);
  });

  it('adds what tests need when they are wanted', () => {
    put(present('lit'));
    installPackages(folder, { dev: true });
    assert.match(asked(), /^ci --include=dev /);
  });

  it('brings what tests need again where it was there, as npm removes all first', () => {
    put({ ...present('chai'), 'node_modules/lit': { version: '3.3.2' } });
    installPackages(folder);
    assert.match(asked(), /^ci --include=dev /);
  });

  it('begins again where it was broken off before npm had done', () => {
    put({ 'node_modules/lit': { version: '3.3.2' } });
    pretendNpm(130);
    assert.throws(() => installPackages(folder), /npm ci failed: exit code 130/);
    assert.equal(existsSync(note()), false);
    assert.equal(isInstalled(folder), false);
  });

  it('sees a note that was half written, and a package whose folder is gone', () => {
    put(present('lit'));
    assert.equal(isInstalled(folder), true);
    rmSync(join(folder, 'node_modules/lit'), { recursive: true });
    assert.equal(isInstalled(folder), false);
    put(present('lit'));
    writeFileSync(note(), '{"packages": {');
    assert.equal(isInstalled(folder), false);
  });

  it('is done once where several processes want the same', async () => {
    const log = join(folder, 'log');
    const work = `
      import { appendFileSync } from 'node:fs';
      import { oneAtATime } from ${module('one-at-a-time.mjs')};
      oneAtATime(${JSON.stringify(folder)}, () => {
        appendFileSync(${JSON.stringify(log)}, '(');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
        appendFileSync(${JSON.stringify(log)}, ')');
      });`;
    const children = [1, 2, 3].map(() => spawn(process.execPath, ['--input-type=module', '--eval', work]));
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
    assert.deepEqual(codes, [0, 0, 0]);
    assert.equal(readFileSync(log, 'utf8'), '()()()');
  });
});
