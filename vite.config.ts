import { defineConfig } from 'vite';
import { licences } from './build/licences.js';
import { plainShaders } from './build/plain-shaders.js';
import { recordings } from './build/recordings.js';
import { serviceWorker } from './build/service-worker.js';

const { collect, write } = licences();

export default defineConfig({
  base: './',
  // Where the page will be published: what needs an address of its own is left out without it.
  define: { SITE_URL: JSON.stringify(process.env.SITE_URL ?? '') },
  build: { target: 'es2022' },
  plugins: [plainShaders, recordings, serviceWorker(collect), { ...write, apply: 'build' }],
  worker: { format: 'es', plugins: () => [plainShaders, collect()] },
});
