import { defineConfig } from 'vite';
import { plainShaders } from './build/plain-shaders.js';
import { serviceWorker } from './build/service-worker.js';

export default defineConfig({
  base: './',
  build: { target: 'es2022' },
  plugins: [plainShaders, serviceWorker()],
  worker: { format: 'es', plugins: () => [plainShaders] },
});
