// Names of columns as they are compared.
// cspell:ignore Paramètres ＰＡＲＡＭＥＴＲＥＳ parametres

/** In small letters without accents, and full-width letters as plain ones: `Paramètres` and `ＰＡＲＡＭＥＴＲＥＳ` are parametres. */
export function plainLetters(text: string): string {
  // A name in plain letters, as most are, needs no more.
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  // Accents alone: what voices a kana is a mark too, and is needed.
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (letter) => letter.normalize('NFKC'))
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
}

/** The letters of a name, in small letters; 层数(L) keeps its characters, so that it is not an L. */
export function bare(name: string): string {
  return plainLetters(name).replace(/[^\p{L}]/gu, '');
}

/** The words of a name: `val/loss_std` has val, loss and std; `evalLoss` eval and loss. */
export function wordsOf(name: string): readonly string[] {
  return (
    plainLetters(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
      // Chinese and Japanese write their words and Latin ones without spaces between: 训练token数.
      .replace(/(?<=[\u3040-\u9fff])(?=[a-z])|(?<=[a-z])(?=[\u3040-\u9fff])/g, ' ')
      .split(/[^\p{L}\p{M}]+/u)
      .filter((word) => word !== '')
  );
}

/**
 * The first column that has one of these bare names, in the order of the names. Among columns that differ in their capitals alone, a single
 * capital comes first: D is data, d a width.
 */
export function findColumn(
  names: readonly string[],
  known: readonly string[],
  bareOf: (name: string) => string = bare,
): string | undefined {
  for (const wanted of known) {
    const found = names.filter((name) => bareOf(name) === wanted);
    if (found.length > 0) return found.find((name) => name === wanted.toUpperCase()) ?? found[0];
  }
  return undefined;
}
