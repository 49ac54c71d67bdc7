// Messages as sentences: an error says what happened as part of one, and each host shows it whole.

/**
 * A capital at the start, unless that is a name like matmul.wgsl, an option or the name of a file; a full stop at the end, unless there is
 * one.
 */
export function sentence(message: string): string {
  const capital = message.replace(/^[a-z](?=[a-z]*[ ,])(?![^:]*\.\w+:)/, (letter) => letter.toUpperCase());
  return capital === '' || /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}
