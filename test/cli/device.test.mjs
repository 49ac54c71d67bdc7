// Covers src/cli/commands/device.ts and src/cli/host/{cores,dawn,engine,optional,pool-worker,software-driver}.ts: where a command
// trains. Also src/cli/shared/root.ts.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'node:test';

const root = dirname(dirname(import.meta.dirname));
/** Loaded first, it gives every GPU one wrong sign, in adamw. */
const wrong = { NODE_OPTIONS: `--import=${pathToFileURL(join(root, 'test/support/wrong-device.mjs')).href}` };

/** Runs the command line in a process of its own. */
function cli(variables, ...args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...variables };
    const child = spawn(process.execPath, [join(root, 'src/cli/start/launch.mjs'), ...args], { env });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'])
      child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
    child.once('error', reject).once('close', (code) => resolve({ code, ...output }));
  });
}

describe('device', () => {
  it('says what the processor is, and that GPUs are compared with it', async () => {
    const { code, stdout } = await cli({}, 'device', '--engine', 'cpu', '--threads', '1', '--selftest');
    assert.equal(code, 0);
    for (const words of [
      /processor, 1 thread$/m,
      /^SIMD +plain$/m,
      /FLOP\/s/,
      /^self-test +none: GPUs are compared with the processor/m,
    ])
      assert.match(stdout, words);
  });

  it('says the same as JSON', async () => {
    const { stdout } = await cli({}, 'device', '--engine', 'cpu', '--threads', '1', '--json');
    const { engine, threads, simd, flopsPerSecond } = JSON.parse(stdout);
    assert.deepEqual({ engine, threads, simd }, { engine: 'cpu', threads: 1, simd: 'plain' });
    assert.ok(flopsPerSecond > 1e8);
  });

  it('compares every kernel of a GPU with the processor, and fails where one differs', async () => {
    const { code, stdout, stderr } = await cli(wrong, 'device', '--engine', 'gpu', '--selftest', '--json');
    assert.equal(code, 1, stderr);
    const { software, selftest } = JSON.parse(stdout);
    assert.equal(software, true);
    assert.ok(selftest.checked.length > 40);
    assert.deepEqual(
      selftest.differences.map(({ kernel }) => kernel),
      ['adamw'],
    );
  });
});

describe('run', () => {
  it('trains nothing on a GPU that computes wrong numbers, and offers the processor', async () => {
    const { code, stdout, stderr } = await cli(wrong, 'run', 'manifold', '--engine', 'gpu', '--json');
    assert.equal(code, 1);
    const { outcome, law, device } = JSON.parse(stdout);
    assert.deepEqual([outcome, law.points ?? []], ['failed', []]);
    assert.equal(device.engine, 'gpu');
    assert.match(stderr, /computes wrong numbers: adamw makes parameters\[\d+\] .*the processor/);
    assert.match(stderr, /--engine cpu/);
  });
});
