// The import table: which folder of src/ may import which, and where a package belongs; and that no files and no folders import
// each other in a circle. ARCHITECTURE.md explains the table, this file holds it, `npm run lint` runs it. tsconfig.core.json checks
// that the folders from base to figures do not use the DOM. Here it is also found whether a chart of src/figures is drawn anywhere.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What the page sees of the worker. */
const workerFace = [
  'src/worker/life.ts',
  ...['training', 'fits', 'texts', 'offline'].flatMap((worker) =>
    ['client', 'protocol'].map((name) => `src/worker/${worker}/${name}.ts`),
  ),
];

/**
 * The first rule whose `of` holds a file is that file's. Beside its own folder it `may` import these folders or files,
 * and of `types` only with `import type`.
 */
const rules = [
  { of: ['src/base'], may: [] },
  { of: ['src/models'], may: ['src/base'] },
  { of: ['src/data'], may: ['src/base'] },
  { of: ['src/lab'], may: ['src/base', 'src/models', 'src/data'] },
  { of: ['src/engine'], may: ['src/base', 'src/models', 'shaders'] },
  { of: ['src/runner'], may: ['src/base', 'src/models', 'src/data', 'src/lab', 'src/engine'] },
  { of: ['src/fit'], may: ['src/base'] },
  { of: ['src/laws'], may: ['src/base', 'src/models', 'src/data', 'src/lab', 'src/fit'] },
  { of: ['src/figures'], may: ['src/base', 'src/models', 'src/lab', 'src/fit', 'src/laws'] },
  {
    of: workerFace,
    may: ['src/base', 'src/lab', 'src/laws', 'src/figures', ...workerFace],
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
  '@noble/hashes': ['src/base'],
  '@msgpack/msgpack': ['src/lab/journal'],
  comlink: ['src/worker', 'src/cli/host/cores.ts', 'src/cli/host/pool-worker.ts'],
  'd3-dsv': ['src/laws/table'],
  flatqueue: ['src/data/text/tokenizers'],
  hyparquet: ['src/laws/table/files'],
  'hyparquet-compressors': ['src/laws/table/files'],
  idb: ['src/ui/session', 'src/ui/library'],
  lit: ['src/ui'],
  node: ['src/cli'],
  qr: ['src/ui/share'],
  uplot: ['src/ui/charts'],
  valibot: ['src/lab', 'src/laws', 'src/runner'],
  'workbox-precaching': ['src/worker/offline'],
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

/** The file that a relative specifier names. */
const targetOf = (path, specifier) =>
  posix.join(posix.dirname(path), specifier.replace(/\?.*$/, '')).replace(/\.js$/, '.ts');

/** Why a file may not import a specifier, null if it may. `path` is relative to the repository, with `/`. */
function objection(path, { specifier, typeOnly }) {
  if (!specifier.startsWith('.')) {
    const name = packageOf(specifier);
    const places = packages[name];
    if (!places) return `${name} has no place in the table of test/check-imports.mjs`;
    return within(path, places) ? null : `${name} belongs in ${places.join(', ')}`;
  }
  const target = targetOf(path, specifier);
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

/** The groups of nodes that can reach each other, by Tarjan's algorithm (1972). `arrows` has the targets of each node. */
function circlesOf(arrows) {
  const index = new Map();
  const lowest = new Map();
  const open = [];
  const circles = [];
  const visit = (node) => {
    index.set(node, index.size);
    lowest.set(node, index.get(node));
    open.push(node);
    for (const target of arrows.get(node) ?? []) {
      if (!index.has(target)) visit(target);
      if (open.includes(target)) lowest.set(node, Math.min(lowest.get(node), lowest.get(target)));
    }
    if (lowest.get(node) !== index.get(node)) return;
    const circle = open.splice(open.indexOf(node));
    if (circle.length > 1) circles.push(circle);
  };
  for (const node of arrows.keys()) if (!index.has(node)) visit(node);
  return circles;
}

/**
 * Circles among sources (path -> source): files that import each other, and folders whose files do, as lines for people. Types count:
 * two files that need each other's types are one thing in two places. Each line names the imports that close the circle.
 */
export function checkCircles(sources) {
  const imports = [...sources].flatMap(([path, source]) =>
    importsOf(path, source)
      .map(({ specifier, line }) => ({ path, line, target: targetOf(path, specifier) }))
      .filter(({ target }) => sources.has(target)),
  );
  return [
    ['files', (path) => path],
    ['folders', posix.dirname],
  ].flatMap(([what, nodeOf]) => {
    const ways = imports.filter(({ path, target }) => nodeOf(path) !== nodeOf(target));
    const arrows = new Map([...sources.keys()].map((path) => [nodeOf(path), new Set()]));
    for (const { path, target } of ways) arrows.get(nodeOf(path)).add(nodeOf(target));
    return circlesOf(arrows).map((circle) => {
      const inside = ways.filter(
        ({ path, target }) => circle.includes(nodeOf(path)) && circle.includes(nodeOf(target)),
      );
      const lines = inside.map(({ path, line, target }) => `  ${path}:${line} imports ${target}`);
      return [`${what} in a circle: ${circle.sort().join(', ')}`, ...lines].join('\n');
    });
  });
}

/** What src/figures exports, types aside, and no file of src/ imports, as lines for people: a chart that nothing draws. */
export function checkDrawn(sources) {
  const imported = new Set();
  const exported = [];
  for (const [path, source] of sources) {
    for (const statement of ts.createSourceFile(path, source, ts.ScriptTarget.Latest).statements) {
      const { moduleSpecifier, importClause, modifiers = [] } = statement;
      for (const { name, propertyName } of importClause?.namedBindings?.elements ?? []) {
        imported.add(`${targetOf(path, moduleSpecifier.text)} ${(propertyName ?? name).text}`);
      }
      if (
        !within(path, ['src/figures']) ||
        !modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
      )
        continue;
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) continue;
      const declared = statement.declarationList?.declarations ?? [statement];
      for (const { name } of declared) exported.push({ path, name: name.text });
    }
  }
  return exported
    .filter(({ path, name }) => !imported.has(`${path} ${name}`))
    .map(({ path, name }) => `${path}: exports ${name}, which nothing in src/ imports`);
}

/** Every TypeScript file under src/ of `root`, by path. Declarations of ambient types (src/*.d.ts) belong to no folder. */
function sourcesBelow(root) {
  const paths = readdirSync(join(root, 'src'), { recursive: true })
    .map((name) => posix.join('src', ...name.split(sep)))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts') && !path.includes('/node_modules/'))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** Offences of the tree below `root`: against the table, circles, and charts that nothing draws. */
export function checkTree(root) {
  const sources = sourcesBelow(root);
  return [
    ...[...sources].flatMap(([path, source]) => checkSource(path, source)),
    ...checkCircles(sources),
    ...checkDrawn(sources),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const offences = checkTree(dirname(import.meta.dirname));
  for (const offence of offences) console.error(offence);
  process.exitCode = offences.length > 0 ? 1 : 0;
}
