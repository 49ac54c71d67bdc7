// Covers src/cli/start/{start,launch}.mjs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { dirname } from 'node:path';
import { after, before, describe, it } from 'node:test';

const root = dirname(dirname(import.meta.dirname));

describe('npm start', () => {
  let server;
  let url;

  before(async () => {
    const env = { ...process.env, BROWSER: 'none' };
    server = spawn(process.execPath, ['src/cli/start/start.mjs'], {
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

  // Windows has no signals to send: there a kill is a kill.
  if (process.platform !== 'win32') {
    it('ends cleanly on Ctrl-C', async () => {
      server.kill('SIGINT');
      const code = server.exitCode ?? (await once(server, 'exit'))[0];
      assert.equal(code, 0);
    });
  }
});
