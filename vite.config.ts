import { defineConfig } from 'vite';
import { licences } from './build/licences.js';
import { plainShaders } from './build/plain-shaders.js';
import { recordings } from './build/recordings.js';
import { serviceWorker } from './build/service-worker.js';
import { site, siteUrlOf } from './build/site.js';

const { collect, write } = licences();
const siteUrl = siteUrlOf(process.env.SITE_URL);

/**
 * What several parts of the page share, in few files: each file is a request, and costs the page's thread a millisecond. What stands
 * first is one of them.
 */
const chunks = [
  { name: 'first', tags: ['$initial' as const], priority: 1 },
  { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 20_000 },
];

export default defineConfig({
  base: './',
  // Where the page will be published: what needs an address of its own is left out without it.
  define: { SITE_URL: JSON.stringify(siteUrl) },
  build: {
    target: 'es2022',
    rolldownOptions: {
      output: {
        codeSplitting: { groups: chunks },
        // By itself the name of a shared chunk lists all that share it.
        chunkFileNames: ({ name }) => `assets/${name.startsWith('shared~') ? 'shared' : '[name]'}-[hash].js`,
      },
    },
  },
  plugins: [plainShaders, recordings, site(siteUrl), serviceWorker(collect), { ...write, apply: 'build' }],
  worker: { format: 'es', plugins: () => [plainShaders, collect()] },
});
