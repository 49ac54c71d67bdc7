// The command line for tests: in a process of its own, as a person runs it, or in the test's, which is quicker.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mock } from 'node:test';
import { pathToFileURL } from 'node:url';
import { bundleFolder, makeBundle } from '../../src/cli/start/bundle.mjs';

export const root = dirname(dirname(import.meta.dirname));
const launcher = join(root, 'src/cli/start/launch.mjs');

/** The command line with a folder for its files, which `remove` removes. */
export async function openCli() {
  const bundle = bundleFolder(root);
  if (!existsSync(bundle)) await makeBundle(root, bundle);
  const { main } = await import(pathToFileURL(join(bundle, 'main.js')).href);
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));

  /** Runs a command in a process of its own; resolves to exit code, stdout and stderr. */
  const inProcess = (variables, ...args) =>
    new Promise((resolve, reject) => {
      const env = { ...process.env, ...variables };
      const child = spawn(process.execPath, [launcher, ...args], { cwd: folder, env });
      const output = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr']) {
        child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
      }
      child.once('error', reject).once('close', (code) => resolve({ code, ...output }));
    });

  /** The same in this process, one command at a time. */
  const inHere = async (...args) => {
    const output = { stdout: '', stderr: '' };
    const into = (name) => (text) => {
      output[name] += text;
      return true;
    };
    const said = [
      mock.method(console, 'log', (text) => into('stdout')(`${text}\n`)),
      mock.method(console, 'error', (text) => into('stderr')(`${text}\n`)),
      mock.method(process.stderr, 'write', into('stderr')),
    ];
    try {
      return { code: await main(args), ...output };
    } finally {
      for (const { mock: method } of said) method.restore();
    }
  };

  const file = (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  /** Exit code 2, nothing on stdout, and a message that matches. */
  const refuses = async (args, message) => {
    const { code, stdout, stderr } = await inHere(...args);
    assert.match(stderr, message);
    assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
  };

  return { folder, inProcess, inHere, file, refuses, remove: () => rmSync(folder, { recursive: true }) };
}
