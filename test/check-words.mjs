// cspell:ignore foret elling ughts olds
// Words to avoid, each with its replacement: the repository uses plain English and the terms of the field. `npm run lint` checks
// what people read: documentation, comments, and strings that programs show. cspell (cspell.json) checks spelling.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Files and folders that are read, relative to the repository. */
const roots = [
  ...['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'README.md', 'docs', 'shaders', 'src'],
  ...[
    'test/base',
    'test/cli',
    'test/data',
    'test/engine',
    'test/figures',
    'test/fit',
    'test/lab',
    'test/laws',
    'test/models',
    'test/reference',
    'test/runner',
    'test/support',
    'test/ui',
  ],
];

/**
 * What not to write, and what to write instead. `find` is a pattern over whole words; a space in it stands for any white space, so
 * that phrases are found across the end of a line. `in` are the folders that a word is found in, everywhere if not given.
 */
const words = [
  // Words that are old, or mean something else to most readers.
  { find: 'foret(?:ell|ells|elling|old)', write: 'predict' },
  { find: 'wants', write: 'needs' },
  { find: 'wanted', write: 'needed or requested' },
  { find: 'for want of', write: 'without' },
  { find: '(?:comes?|came) of', write: 'results from' },
  { find: 'n[ao]ughts?', write: 'zero' },
  { find: 'anew', write: 'again' },
  { find: 'by chance', write: 'at random' },
  { find: 'kin', write: 'similar (Chromium-based browsers, functions like it)' },
  { find: 'the last word', write: 'see … for the current state' },
  { find: 'parted', write: 'split' },
  { find: 'dearer|is dear|are dear', write: 'expensive' },
  { find: 'lest', write: 'so that … not' },
  { find: 'unheard', write: 'unreported' },
  { find: 'h(?:olds?|eld) still', write: 'keep fixed' },
  { find: "(?:do|does|did|can)(?: not|not|n[’']t) tell", write: 'does not show, or does not determine' },
  // "There is no floor" is plain; "x is no floor" is not.
  {
    find: '(?<!there )(?:is|are|was|were) no(?! (?:longer|more|less|fewer|better|worse|larger|smaller|\\d))',
    write: 'is not a',
  },

  // Our own words where the field has one.
  { find: 'fans?', write: 'learning-rate sweep' },
  { find: 'waves?', write: 'round (of a learning-rate sweep)' },
  { find: 'legs?', write: 'segment (of a schedule)' },
  { find: 'held[- ]out runs?', write: 'larger run, or held-out point' },
  { find: 'survivors?', write: 'resume point' },
  // Other things may be hidden: layers, lines of a chart. Points of a law are held out.
  {
    find: 'hidden|to hide',
    write: 'held out',
    in: [
      'src/fit',
      'src/laws',
      'src/figures/panels',
      'src/cli/fit',
      'src/cli/report',
      'test/fit',
      'test/laws',
    ],
  },
  { find: '(?:writes?|wrote|writing) on', write: 'continue (a text)' },
  { find: 'the way back', write: 'the backward pass' },
];

/**
 * Old names that stay, because they are public or old files have them: `path`, `text` as found but in small letters, and `why`. An
 * exception that nothing needs is an offence too.
 */
const exceptions = [];

const patterns = words.map(({ find, write, in: folders = null }) => ({
  folders,
  pattern: new RegExp(`(?<![\\w-])(?:${find.replaceAll(' ', '\\s+')})(?![\\w-])`, 'gi'),
  write,
}));

/** Blank of the same length: offsets and lines stay. */
const blank = (text) => text.replace(/[^\n]/g, ' ');

/** Code spans hold names, which are not prose. */
const withoutCode = (text) => text.replace(/`[^`\n]+`/g, blank);

/** Everything but these ranges blank. */
function only(source, ranges) {
  let text = '';
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    text += blank(source.slice(text.length, start)) + source.slice(start, end);
  }
  return text + blank(source.slice(text.length));
}

/** Comments without the marks at the start of their lines, which would break phrases. */
const commentText = (text) => withoutCode(text).replace(/^[^\S\n]*(?:\/\/+|\/\*+|\*)/gm, blank);

const comments = (source) =>
  Array.from(source.matchAll(/\/\/.*|\/\*[^]*?\*\//g), ({ index, 0: { length } }) => [index, index + length]);

/** Whether a string is for people: one without a space that starts with a small letter is a name. */
const isProse = (text) => /\s/.test(text.trim()) || /^\p{Lu}/u.test(text);

/** Comments and strings of a script. */
function proseOfScript(path, source) {
  const strings = [];
  const literals = [];
  const visit = (node) => {
    const isString =
      ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isString || ts.isRegularExpressionLiteral(node)) {
      const range = [node.getStart(tree), node.end];
      literals.push(range);
      if (isString && isProse(node.text)) strings.push(range);
    }
    ts.forEachChild(node, visit);
  };
  const tree = ts.createSourceFile(path, source, ts.ScriptTarget.Latest);
  visit(tree);
  // Outside of literals two slashes begin a comment.
  let code = '';
  for (const [start, end] of literals)
    code += source.slice(code.length, start) + blank(source.slice(start, end));
  code += source.slice(code.length);
  const commentsOfIt = commentText(only(source, comments(code)));
  const stringsOfIt = only(source, strings);
  return [commentsOfIt, stringsOfIt];
}

const readers = {
  '.md': (_, source) => [withoutCode(source)],
  '.wgsl': (_, source) => [commentText(only(source, comments(source)))],
  '.ts': proseOfScript,
  '.mjs': proseOfScript,
};

/** Offences of one source, as lines for people, and the exceptions that it needed. */
export function checkSource(path, source, allowed = exceptions) {
  const offences = [];
  const used = new Set();
  const here = patterns.filter(({ folders }) => folders?.some((one) => path.startsWith(`${one}/`)) ?? true);
  for (const text of readers[extname(path)](path, source)) {
    for (const { pattern, write } of here) {
      for (const { 0: match, index } of text.matchAll(pattern)) {
        const found = match.replace(/\s+/g, ' ');
        const exception = allowed.find((one) => one.path === path && one.text === found.toLowerCase());
        if (exception) used.add(exception);
        else offences.push({ line: text.slice(0, index).split('\n').length, found, write });
      }
    }
  }
  offences.sort((a, b) => a.line - b.line);
  return {
    offences: offences.map(({ line, found, write }) => `${path}:${line}: found "${found}", write "${write}"`),
    used,
  };
}

function filesOf(root, path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { recursive: true })
    .map((name) => posix.join(path, ...name.split(sep)))
    .filter((name) => extname(name) in readers && !name.includes('/node_modules/'))
    .sort();
}

/** Offences of every file under the roots, and exceptions that are not needed. */
export function checkTree(root, { paths = roots, allowed = exceptions } = {}) {
  const unused = new Set(allowed);
  const offences = paths
    .flatMap((path) => filesOf(root, path))
    .flatMap((path) => {
      const found = checkSource(path, readFileSync(join(root, path), 'utf8'), allowed);
      for (const exception of found.used) unused.delete(exception);
      return found.offences;
    });
  return [
    ...offences,
    ...Array.from(unused, ({ path, text }) => `${path}: the exception for "${text}" is not needed`),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const offences = checkTree(dirname(import.meta.dirname));
  for (const offence of offences) console.error(offence);
  process.exitCode = offences.length > 0 ? 1 : 0;
}
