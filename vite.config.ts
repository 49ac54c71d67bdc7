import { defineConfig } from 'vite';
import { licences } from './build/licences.js';
import { plainShaders } from './build/plain-shaders.js';
import { recordings } from './build/recordings.js';
import { serviceWorker } from './build/service-worker.js';
import { site, siteUrlOf } from './build/site.js';

const { collect, write } = licences();
const siteUrl = siteUrlOf(process.env.SITE_URL);

export default defineConfig({
  base: './',
  // Where the page will be published: what needs an address of its own is left out without it.
  define: { SITE_URL: JSON.stringify(siteUrl) },
  build: { target: 'es2022' },
  plugins: [plainShaders, recordings, site(siteUrl), serviceWorker(collect), { ...write, apply: 'build' }],
  worker: { format: 'es', plugins: () => [plainShaders, collect()] },
});
