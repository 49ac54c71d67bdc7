// Texts for TeX. Braces stay balanced: BibTeX counts them even behind a backslash.

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '±': '$\\pm$',
  '×': '$\\times$',
  '·': '$\\cdot$',
  α: '$\\alpha$',
  '−': '$-$',
  '“': '``',
  '”': "''",
  '’': "'",
};

/** A text in which nothing is a command. Letters beyond Latin, which most fonts of TeX lack, become question marks. */
export function texText(text: string): string {
  return Array.from(text.replace(/\s+/g, ' '), (letter) => {
    if (letter in commands) return commands[letter];
    if (/[&%$#_]/.test(letter)) return `\\${letter}`;
    return /[\u0020-\u007E\u00A0-\u024F]/.test(letter) ? letter : '?';
  }).join('');
}

/** A number as TeX sets it: `$1.2 \times 10^{7}$`. */
export function texNumber(value: number | null, digits = 4): string {
  if (value === null || !Number.isFinite(value)) return '--';
  const [factor, exponent] = Number(value.toPrecision(digits)).toExponential().split('e');
  const power = Number(exponent);
  if (power >= -3 && power < 6) return `$${String(Number(value.toPrecision(digits)))}$`;
  return `$${factor} \\times 10^{${power}}$`;
}
