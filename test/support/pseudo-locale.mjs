// A language that nobody speaks: the words of the page with accents and 40 % more letters. What it cuts or pushes out of a narrow page
// would also suffer from a translation, or from a large font.
import ts from 'typescript';

const accents = { a: 'á', e: 'é', i: 'ï', o: 'ö', u: 'û', A: 'Á', E: 'É', I: 'Ï', O: 'Ö', U: 'Û' };
/** Marks of lessons, of markup and of addresses stay: what is in them are names. */
const names = /(\[[^\]]*\]|\{[^}]*\}|<[^>]*>|https?:\S+)/;

/** A text, longer: each word by its share. */
export function pseudoText(text) {
  return text
    .split(names)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/\p{L}{2,}/gu, longer)))
    .join('');
}

function longer(word) {
  const accented = [...word].map((letter) => accents[letter] ?? letter).join('');
  return accented + (accented.at(-1) ?? '').repeat(Math.round(0.4 * word.length));
}

/** What reads like a word, not like a name in the code. */
const isText = (text) => /\p{L}{2}/u.test(text) && (/[\s…’]/.test(text.trim()) || /^\p{Lu}/u.test(text));

/** A module of words, each a pseudo text. */
export function pseudoModule(source) {
  const tree = ts.createSourceFile('words.ts', source, ts.ScriptTarget.Latest, true);
  const edits = [];
  const edit = (node, head, tail) => {
    const from = node.getStart(tree) + head;
    const to = node.getEnd() - tail;
    const text = source.slice(from, to);
    // Letters after a backslash are a sign, not a word.
    if (isText(text) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      edits.push({
        from,
        to,
        text: text
          .split(/(\\.[0-9a-f]*)/)
          .map((part, i) => (i % 2 ? part : pseudoText(part)))
          .join(''),
      });
  };
  const visit = (node) => {
    const { parent } = node;
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    const isName =
      parent &&
      ((ts.isPropertyAssignment(parent) && parent.name === node) ||
        (ts.isBinaryExpression(parent) && parent.operatorToken.kind !== ts.SyntaxKind.PlusToken) ||
        ts.isCaseClause(parent));
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      if (!isName) edit(node, 1, 1);
    } else if (ts.isTemplateHead(node)) edit(node, 1, 2);
    else if (ts.isTemplateMiddle(node)) edit(node, 1, 2);
    else if (ts.isTemplateTail(node)) edit(node, 1, 1);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return edits.reduceRight(
    (text, { from, to, text: said }) => text.slice(0, from) + said + text.slice(to),
    source,
  );
}

/** For a build that no visitor gets. */
export const pseudoLocale = {
  name: 'pseudo-locale',
  enforce: 'pre',
  transform: (code, id) => (/src\/ui\/.*words\.ts$/.test(id) ? pseudoModule(code) : null),
};
