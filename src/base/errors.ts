/** Longer messages are cut: they quote input, which can have any length. */
const LONGEST_MESSAGE = 2000;

/**
 * Bad input from a person: a spec, a link, a file, a flag. The message names the field, the value and what is
 * expected; hosts show it as it is (the page in a notice, the CLI on stderr with exit code 2).
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** Dotted path of the wrong field; null if it is not about a single field. */
  readonly field: string | null;

  constructor(message: string, field: string | null = null) {
    super(message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)} …` : message);
    this.field = field;
  }
}
