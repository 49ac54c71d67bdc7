import { InputError } from '../../base/errors.js';
import { readCondition, type Condition } from '../../laws/table/where.js';

/** The conditions of an option that may be repeated. Throws InputError, which names the option. */
export function readConditions(option: string, texts: readonly string[] = []): readonly Condition[] {
  return texts.map((text) => {
    try {
      return readCondition(text);
    } catch (error) {
      if (error instanceof InputError) throw new InputError(`${option}: ${error.message}`);
      throw error;
    }
  });
}
