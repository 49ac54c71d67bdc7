// The golden records as Node has them: their files, and what trains them again.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runnerImport } from 'vite';

const root = dirname(dirname(import.meta.dirname));

export const goldenFolder = join(root, 'test/fixtures/golden');

/** A TypeScript module of the project. */
export async function importSource(path) {
  return (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'error' })).module;
}

/** The compiled kernels. */
export const kernelModule = () =>
  WebAssembly.compile(readFileSync(join(root, 'src/engine/cpu/kernels.wasm')));
