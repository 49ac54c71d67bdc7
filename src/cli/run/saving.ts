// Writing that may fail while training goes on: what fails is said once, tried again, and remembered until it works.

import { fileProblem, isFileError } from '../shared/files.js';

export class Saving {
  /** What is wrong with each file that could not be written. */
  readonly #problems = new Map<string, string>();
  readonly #say: (line: string) => void;

  /** `say` is for people. */
  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** Files that are not on the disk as they should be, each with the reason. */
  get unwritten(): string[] {
    return [...this.#problems].map(([path, problem]) => `${path} (${problem})`);
  }

  /** Whether writing a file worked. Errors that are not of the system are thrown. */
  async attempt(path: string, write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
    } catch (error) {
      if (!isFileError(error)) throw error;
      const problem = fileProblem(error);
      if (this.#problems.get(path) !== problem) {
        this.#say(`${path} cannot be written: ${problem}. Training goes on, and writing is tried again.`);
      }
      this.#problems.set(path, problem);
      return false;
    }
    if (this.#problems.delete(path)) this.#say(`${path} is written again.`);
    return true;
  }
}
