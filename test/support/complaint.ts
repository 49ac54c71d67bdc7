// What is said of input that is refused.

import { expect } from 'chai';
import { InputError } from '../../src/base/errors.js';

/** The message of the InputError that `work` throws. */
export function complaint(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return messageOf(error);
  }
  return expect.fail('expected an InputError');
}

/** The message of the InputError that `work` rejects with or throws. */
export async function asyncComplaint(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    return messageOf(error);
  }
  return expect.fail('expected an InputError');
}

function messageOf(error: unknown): string {
  expect(error).to.be.instanceOf(InputError);
  return (error as InputError).message;
}
