// Reads texts and weights that an experiment names but does not contain.

import { basename } from 'node:path';
import { InputError } from '../../base/errors.js';
import { checkText } from '../../data/text/text-checks.js';
import { addText } from '../../data/text/texts.js';
import { addWeights } from '../../lab/weights/given-weights.js';
import { weightsFromFile } from '../../lab/weights/weights-file.js';
import { readingFile, readInput } from './files.js';

/** The option of --set that names the file of a text. */
export const TEXT_FILE = 'task.file';

/** A text or weights, by the id that specs use. */
export interface GivenFile {
  readonly id: string;
  readonly name: string;
}

/** Reads a text. Throws InputError if the file is not a text. */
export async function readGivenText(path: unknown): Promise<GivenFile> {
  if (typeof path !== 'string') throw new InputError(`${TEXT_FILE}: expected a path`, TEXT_FILE);
  const bytes = await readInput(path);
  const name = basename(path);
  return { id: addText(name, checkText(bytes, path)), name };
}

/** Reads weights to start from. Throws InputError if the file does not hold weights. */
export async function readGivenWeights(path: string): Promise<GivenFile> {
  const bytes = await readInput(path);
  return { id: readingFile(path, () => addWeights(weightsFromFile(bytes))), name: basename(path) };
}
