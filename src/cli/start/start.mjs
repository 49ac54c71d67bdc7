// `npm start`: on any machine with Node and a network, the page: packages, a build, a server, a browser.
import { dirname } from 'node:path';
import { installPackages } from './install.mjs';

const root = dirname(dirname(dirname(import.meta.dirname)));

/** A Linux without a display has no browser to open; elsewhere the desktop has one. BROWSER=none keeps it shut. */
const hasDesktop =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

try {
  installPackages(root);
  const { build, preview } = await import('vite');
  await build({ root, logLevel: 'warn' });
  // A port that is taken leads to the next one.
  const server = await preview({ root, logLevel: 'warn', preview: { open: hasDesktop } });
  console.log(`\n  Scaling Lab: ${server.resolvedUrls.local[0]}\n\n  Ctrl-C ends it.`);
  process.once('SIGINT', () => void server.close().then(() => process.exit()));
} catch (error) {
  console.error(`npm start: ${error.message}`);
  process.exitCode = 1;
}
