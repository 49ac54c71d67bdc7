// `npm start` opens the page on any machine with Node and a network: it installs packages, builds, serves, and opens a browser.
import { dirname } from 'node:path';
import { installPackages } from './install.mjs';

const root = dirname(dirname(dirname(import.meta.dirname)));

/** Linux without a display has no browser to open; other desktops have one. BROWSER=none opens none. */
const hasDesktop =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

try {
  installPackages(root);
  const { build, preview } = await import('vite');
  await build({ root, logLevel: 'warn' });
  // If the port is taken, the next one is used.
  const server = await preview({ root, logLevel: 'warn', preview: { open: hasDesktop } });
  console.log(`\n  Scaling Lab: ${server.resolvedUrls.local[0]}\n\n  Ctrl-C ends it.`);
  process.once('SIGINT', () => void server.close().then(() => process.exit()));
} catch (error) {
  console.error(`npm start: ${error.message}`);
  process.exitCode = 1;
}
