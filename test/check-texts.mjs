// Texts of the page stand in the `words.ts` beside what shows them: no other file in src/ui and src/figures/panels holds one.
// `npm run lint` runs it.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Folders of what a visitor reads, relative to the repository. */
const folders = ['src/ui', 'src/figures/panels'];

/** What a template says with something else in place of each value. */
function textOf(template, value) {
  if (!ts.isTemplateExpression(template)) return template.text;
  return template.head.text + template.templateSpans.map(({ literal }) => value + literal.text).join('');
}

/** Two words in a row, or a word and a number; punctuation may lie between them. */
const prose = /(?<![\p{L}\d._/#-])\p{L}[\p{L}’'-]*[,;.…·]? +[\p{L}\d]/u;

/** What reads like a text but is CSS: how it begins, by file. One that nothing needs is an offence too. */
const css = {
  'src/ui/charts/measures/lab-measures-chart.ts': ['color-mix('],
  'src/ui/places/history/lab-history.ts': ['input, textarea, select'],
  'src/ui/parts/tokens.ts': ['system-ui, ', ':root {'],
};

/** The texts between the tags of a template of elements. A value may stand in a tag, or be a text that has a place of its own. */
const textsBetweenTags = (markup) =>
  markup
    .replace(/<!--[^]*?-->/g, '')
    .replace(/<style>[^]*?<\/style>/g, '')
    .split(/<[^>]*>/)
    .map((text) => text.replace(/\s+/g, ' ').trim());

/** Attributes that are read: what they say from the first letter on. */
const readAttributes = /\s(?:aria-label|alt|label|placeholder|title)="([^"]*)"/g;

/** Whether a string names a module or a type. */
const isName = ({ parent }) =>
  ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isLiteralTypeNode(parent);

/** Texts in a script: strings of two words or more; in templates of elements also a word that begins with a capital letter. */
export function textsIn(path, source, allowed = css[path] ?? []) {
  const tree = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found = [];
  const unused = new Set(allowed);
  const add = (node, text) => {
    const exception = allowed.find((start) => text.trim().startsWith(start));
    if (exception !== undefined) {
      unused.delete(exception);
      return;
    }
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    found.push(`${path}:${line}: "${text.trim()}" belongs in the words.ts beside it`);
  };
  const visit = (node) => {
    if (ts.isTaggedTemplateExpression(node)) {
      const tag = node.tag.getText(tree);
      if (tag === 'html' || tag === 'svg') {
        const markup = textOf(node.template, '\0');
        const read = Array.from(markup.matchAll(readAttributes), ([, text]) => text);
        for (const text of [...textsBetweenTags(markup), ...read]) {
          if (/(?<![\p{L}\d])\p{Lu}\p{L}/u.test(text) || prose.test(text)) add(node, text);
        }
      }
      if (ts.isTemplateExpression(node.template)) {
        for (const { expression } of node.template.templateSpans) visit(expression);
      }
      return;
    }
    if (
      ts.isStringLiteral(node) ||
      ts.isTemplateExpression(node) ||
      ts.isNoSubstitutionTemplateLiteral(node)
    ) {
      const text = textOf(node, '1');
      if (!isName(node) && prose.test(text)) add(node, text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return [...found, ...Array.from(unused, (start) => `${path}: the exception for "${start}" is not needed`)];
}

/** Texts in every file that should have none, a line each. */
function textsBelow(root) {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true }).map(
        (name) => `${folder}/${name.split(sep).join('/')}`,
      ),
    )
    .filter((path) => path.endsWith('.ts') && !path.endsWith('/words.ts'))
    .sort()
    .flatMap((path) => textsIn(path, readFileSync(join(root, path), 'utf8')));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const texts = textsBelow(dirname(import.meta.dirname));
  for (const text of texts) console.error(text);
  process.exitCode = texts.length > 0 ? 1 : 0;
}
