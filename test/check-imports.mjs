// The import table: which folder of src/ may import which, and where a package belongs. ARCHITECTURE.md explains it, this
// file holds it, `npm run lint` runs it. That base … runner know no DOM is held by tsconfig.core.json.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What the page sees of the worker. */
const workerFace = ['training', 'fits', 'texts'].flatMap((worker) =>
  ['client', 'protocol'].map((name) => `src/worker/${worker}/${name}.ts`),
);

/**
 * The first rule whose `of` holds a file is that file's. Beside its own folder it `may` import these folders or files,
 * and of `types` only with `import type`.
 */
const rules = [
  { of: ['src/base'], may: [] },
  { of: ['src/models'], may: ['src/base'] },
  { of: ['src/data'], may: ['src/base'] },
  { of: ['src/fit'], may: ['src/base'] },
  { of: ['src/engine'], may: ['src/base', 'src/models', 'shaders'] },
  { of: ['src/lab'], may: ['src/base', 'src/models', 'src/data'] },
  { of: ['src/laws'], may: ['src/base', 'src/models', 'src/data', 'src/fit', 'src/lab'] },
  { of: ['src/figures'], may: ['src/base', 'src/models', 'src/fit', 'src/lab', 'src/laws'] },
  { of: ['src/runner'], may: ['src/base', 'src/models', 'src/data', 'src/engine', 'src/lab'] },
  {
    of: workerFace,
    may: ['src/lab', 'src/laws', 'src/figures', ...workerFace],
    types: ['src/data', 'src/engine'],
  },
  {
    of: ['src/worker'],
    may: ['src/base', 'src/data', 'src/engine', 'src/lab', 'src/laws', 'src/figures', 'src/runner'],
  },
  {
    of: ['src/ui'],
    may: [
      'src/base',
      'src/models',
      'src/data',
      'src/fit',
      'src/lab',
      'src/laws',
      'src/figures',
      ...workerFace,
    ],
  },
  {
    of: ['src/cli'],
    may: [
      'src/base',
      'src/models',
      'src/data',
      'src/fit',
      'src/engine',
      'src/lab',
      'src/laws',
      'src/figures',
      'src/runner',
    ],
  },
];

/**
 * Where each package may be imported; one that is not here may be imported nowhere in src/. Those of src/cli/optional/ are not: they may be
 * absent, and `loadOptional` of src/cli/host/optional.ts is the way to them.
 */
const packages = {
  comlink: ['src/worker', 'src/cli/host/cores.ts', 'src/cli/host/pool-worker.ts'],
  'csv-parse': ['src/laws/table', 'src/cli'],
  lit: ['src/ui'],
  node: ['src/cli'],
  uplot: ['src/ui/charts'],
  valibot: ['src/lab', 'src/laws', 'src/runner'],
};

const within = (path, places) => places.some((place) => path === place || path.startsWith(`${place}/`));

/** `@scope/name`, `name` or, for `node:…`, `node`. */
const packageOf = (specifier) => /^(@[^/]+\/[^/]+|node(?=:)|[^/]+)/.exec(specifier)[0];

/** Every import of a TypeScript source: static, re-exported, dynamic or in a type. Lines count from 1. */
function importsOf(path, source) {
  const tree = ts.createSourceFile(path, source, ts.ScriptTarget.Latest);
  const found = [];
  const add = (literal, typeOnly) => {
    const line = tree.getLineAndCharacterOfPosition(literal.getStart(tree)).line + 1;
    found.push({ specifier: literal.text, typeOnly, line });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly === true);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (ts.isStringLiteralLike(argument)) add(argument, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Why a file may not import a specifier, null if it may. `path` is relative to the repository, with `/`. */
function objection(path, { specifier, typeOnly }) {
  if (!specifier.startsWith('.')) {
    const name = packageOf(specifier);
    const places = packages[name];
    if (!places) return `${name} has no place in the table of test/check-imports.mjs`;
    return within(path, places) ? null : `${name} belongs in ${places.join(', ')}`;
  }
  const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, '')).replace(/\.js$/, '.ts');
  const rule = rules.find(({ of }) => within(path, of));
  if (!rule) return `no rule for files in ${posix.dirname(path)}`;
  const home = within(path, workerFace) ? [] : rule.of;
  if (within(target, [...home, ...rule.may])) return null;
  if (typeOnly && within(target, rule.types ?? [])) return null;
  return `${rule.of.join(', ')} may import ${[...rule.may, ...(rule.types ?? []).map((t) => `types of ${t}`)].join(', ') || 'nothing else'}`;
}

/** Offences of one source against the table, as lines for people. */
export function checkSource(path, source) {
  return importsOf(path, source).flatMap((found) => {
    const why = objection(path, found);
    return why ? [`${path}:${found.line}: imports '${found.specifier}', but ${why}`] : [];
  });
}

/** Offences of every TypeScript file under src/ of `root`. Declarations of ambient types (src/*.d.ts) are nobody's. */
export function checkTree(root) {
  return readdirSync(join(root, 'src'), { recursive: true })
    .map((name) => posix.join('src', ...name.split(sep)))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && !path.includes('/node_modules/'))
    .sort()
    .flatMap((path) => checkSource(path, readFileSync(join(root, path), 'utf8')));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const offences = checkTree(dirname(import.meta.dirname));
  for (const offence of offences) console.error(offence);
  process.exitCode = offences.length > 0 ? 1 : 0;
}
