import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

/**
 * Leaves the comments and the indentation of shaders out of the built page: a third of the worker. Lines stay where they
 * are, so that a compiler's complaint still names the right one.
 */
export const plainShaders: Plugin = {
  name: 'plain-shaders',
  apply: 'build',
  enforce: 'pre',
  async load(id) {
    const [file, query] = id.split('?');
    if (!file.endsWith('.wgsl') || query !== 'raw') return null;
    const lines = (await readFile(file, 'utf8')).split('\n');
    const code = lines.map((line) => line.replace(/\/\/.*$/, '').trim()).join('\n');
    return `export default ${JSON.stringify(code)}`;
  },
};
