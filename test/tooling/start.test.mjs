import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';

const root = dirname(dirname(import.meta.dirname));

describe('npm start', () => {
  let server;
  let url;

  before(async () => {
    const env = { ...process.env, BROWSER: 'none' };
    server = spawn(process.execPath, ['src/cli/start.mjs'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface(server.stdout)) {
      url = /https?:\S+/.exec(line)?.[0];
      if (url) break;
    }
    assert.ok(url, 'npm start ended without an address');
  });
  after(() => server.kill());

  it('serves the page at the address it prints', async () => {
    const page = await fetch(url);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<lab-app/);
  });

  it('loads less than 120 kB of script, gzipped, the worker included', () => {
    const assets = join(root, 'dist', 'assets');
    const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
    const bytes = scripts.map((file) => gzipSync(readFileSync(join(assets, file))).length);
    const total = bytes.reduce((sum, size) => sum + size, 0);
    assert.ok(total > 0 && total < 120_000, `expected less than 120000 bytes, got ${total}`);
  });

  // Windows has no signals to send: there a kill is a kill.
  if (process.platform !== 'win32') {
    it('ends cleanly on Ctrl-C', async () => {
      server.kill('SIGINT');
      const code = server.exitCode ?? (await once(server, 'exit'))[0];
      assert.equal(code, 0);
    });
  }
});
