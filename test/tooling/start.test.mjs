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

  const built = join(root, 'dist');
  const gzipped = (files) =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(built, file))).length, 0);

  // Panels that are opened later, and the workers that read tables and texts, come when they are wanted.
  it('loads less than 120 kB of script for the page, gzipped', () => {
    const page = readFileSync(join(built, 'index.html'), 'utf8');
    const scripts = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file);
    const total = gzipped(scripts);
    assert.ok(total > 50_000 && total < 120_000, `expected less than 120000 bytes, got ${total}`);
  });

  it('loads less than 60 kB more, gzipped, for the worker that trains', () => {
    const workers = readdirSync(join(built, 'assets')).filter((file) => /^main-.*\.js$/.test(file));
    assert.equal(workers.length, 1);
    const total = gzipped(workers.map((file) => join('assets', file)));
    assert.ok(total > 10_000 && total < 60_000, `expected less than 60000 bytes, got ${total}`);
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
