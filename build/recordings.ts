// `import law from './recordings/manifold-d4.json?law'`: what the page shows of a recording, computed from its records.

import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';
import { recordsFromJson } from '../src/lab/records/read-records.js';
import { recordedLaw } from '../src/laws/recorded/recorded-law.js';

/** The script that such an import stands for. */
export async function lawModule(file: string): Promise<string> {
  const law = recordedLaw(recordsFromJson(await readFile(file, 'utf8')));
  // A text that is parsed is read faster than the same object as a script.
  return `export default JSON.parse(${JSON.stringify(JSON.stringify(law))});`;
}

export const recordings: Plugin = {
  name: 'recordings',
  enforce: 'pre',
  async load(id) {
    const [file, query] = id.split('?');
    return query === 'law' ? { code: await lawModule(file), moduleType: 'js' } : null;
  },
};
