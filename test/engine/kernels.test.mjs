// Covers src/engine/kernels/registry.ts and every kernel: its WGSL, its AssemblyScript and the compiled modules. Also
// src/engine/kernels/{batches,entry,layers,linear,outputs,updates}.ts.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import ts from 'typescript';
import { runnerImport } from 'vite';
import { compileKernels, modules } from '../../src/engine/cpu/build-kernels.mjs';

const root = dirname(dirname(import.meta.dirname));
const shaders = join(root, 'shaders');
const folder = join(root, 'src/engine/cpu/kernels');

const withoutComments = (wgsl) => wgsl.replace(/\/\/.*$/gm, '');

/** Names and types of the fields of a WGSL file's `struct Params`, in order. */
function wgslParams(code) {
  const [, body = ''] = /struct Params\s*\{([^}]*)\}/.exec(code) ?? [];
  return [...body.matchAll(/(\w+)\s*:\s*(\w+)/g)].map(([, name, type]) => `${name}: ${type}`);
}

/** Of a file of AssemblyScript: its classes, by name, and the class of each kernel, a function (p: Class, z: u32), or without z. */
function readAssembly(file) {
  const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.ESNext);
  const isExported = (node) =>
    node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  const classes = new Map();
  const functions = new Map();
  for (const node of source.statements) {
    if (ts.isClassDeclaration(node)) {
      const decorators = (ts.getDecorators(node) ?? []).map(({ expression }) => expression.getText(source));
      const parent = node.heritageClauses?.[0]?.types[0].expression.getText(source);
      const own = node.members
        .filter(ts.isPropertyDeclaration)
        .map(({ name, type }) => `${name.getText(source)}: ${type?.getText(source)}`);
      const isUnmanaged = decorators.includes('unmanaged');
      classes.set(node.name.text, { isUnmanaged, fields: [...(classes.get(parent)?.fields ?? []), ...own] });
    } else if (ts.isFunctionDeclaration(node) && isExported(node)) {
      const [p, z] = node.parameters.map((parameter) => parameter.getText(source));
      const [, type] = /^p: (\w+)$/.exec(p ?? '') ?? [];
      if (type && [undefined, 'z: u32'].includes(z)) functions.set(node.name.text, type);
    }
  }
  return { source, classes, functions };
}

const pascalCase = (name) => name.replace(/(?:^|_)(\w)/g, (_, letter) => letter.toUpperCase());

let registry;
let assembly;
before(async () => {
  const config = { root, configFile: false, logLevel: 'error' };
  ({ kernels: registry } = (await runnerImport(join(root, 'src/engine/kernels/registry.ts'), config)).module);
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ts'));
  assembly = new Map(files.sort().map((file) => [file, readAssembly(file)]));
});

/** Kernels of the AssemblyScript files, by name: the class of their arguments. */
function assemblyKernels() {
  const bodies = [...assembly].filter(([file]) => !file.startsWith('lib'));
  return new Map(
    bodies.flatMap(([, { classes, functions }]) =>
      [...functions].map(([name, type]) => [name, { type, ...classes.get(type) }]),
    ),
  );
}

const paramsOf = ({ params }) => Object.entries(params).map(([name, type]) => `${name}: ${type}`);

describe('kernels', () => {
  it('are on both engines, and on none that the registry lacks', () => {
    const names = Object.keys(registry).sort();
    const wgsl = readdirSync(shaders).filter((file) => file.endsWith('.wgsl'));
    const compiled = assemblyKernels();
    const missing = (engine, present) => ({
      [`missing on the ${engine}`]: names.filter((name) => !present.includes(name)),
      [`unknown on the ${engine}`]: present.filter((name) => !names.includes(name)),
    });
    assert.deepEqual(
      {
        ...missing(
          'gpu',
          wgsl.map((file) => file.replace('.wgsl', '')),
        ),
        ...missing('cpu', [...compiled.keys()]),
      },
      {
        'missing on the gpu': [],
        'unknown on the gpu': [],
        'missing on the cpu': [],
        'unknown on the cpu': [],
      },
    );
  });

  it('have in WGSL an entry point of their name and the Params of the registry', () => {
    for (const [name, entry] of Object.entries(registry)) {
      const code = withoutComments(readFileSync(join(shaders, `${name}.wgsl`), 'utf8'));
      const entries = [...code.matchAll(/@compute[^{]*?\bfn\s+(\w+)/g)].map(([, entryName]) => entryName);
      assert.deepEqual(entries, [name], `entry points of ${name}.wgsl`);
      assert.match(
        code,
        /@workgroup_size\(64\)/,
        `${name}.wgsl has THREADS (src/engine/ops/grid.ts) a workgroup`,
      );
      assert.deepEqual(wgslParams(code), paramsOf(entry), `Params of ${name}.wgsl`);
    }
  });

  it('have in AssemblyScript a class of their name with the params, reads and writes of the registry', () => {
    const compiled = assemblyKernels();
    for (const [name, entry] of Object.entries(registry)) {
      const body = compiled.get(name);
      assert.ok(body, `${name} has no body`);
      const addresses = [...entry.reads, ...entry.writes].map((tensor) => `${tensor}: usize`);
      assert.equal(body.type, pascalCase(name), `arguments of ${name}`);
      assert.ok(body.isUnmanaged, `${body.type} is @unmanaged`);
      assert.deepEqual(body.fields, [...paramsOf(entry), ...addresses], `fields of ${body.type}`);
    }
  });

  it('are in the table of shaders/README.md', () => {
    const readme = readFileSync(join(shaders, 'README.md'), 'utf8');
    const named = [...readme.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell]) =>
      [...cell.matchAll(/`([\w*]+)`/g)].map(([, name]) => new RegExp(`^${name.replace('*', '\\w+')}$`)),
    );
    const unnamed = Object.keys(registry).filter((name) => !named.some((pattern) => pattern.test(name)));
    assert.deepEqual(unnamed, []);
  });

  it('use nothing in AssemblyScript whose bits differ between machines, but for one function of relaxed SIMD', () => {
    const forbidden = /^(?:Math|Mathf|NativeMath|NativeMathf|JSMath)$/;
    const relaxed = [];
    for (const [file, { source }] of assembly) {
      const check = (node) => {
        if (ts.isIdentifier(node)) {
          assert.doesNotMatch(node.text, forbidden, file);
          if (/relaxed/i.test(node.text)) relaxed.push(`${file} ${node.text}`);
        }
        ts.forEachChild(node, check);
      };
      check(source);
    }
    // The compiler refuses it in the plain module, unless it is behind that constant.
    assert.deepEqual(relaxed, ['lib/tiles.ts ASC_FEATURE_RELAXED_SIMD', 'lib/tiles.ts relaxed_madd']);
  });

  it('are in the modules that are committed, byte for byte', async () => {
    for (const file of Object.keys(modules)) {
      const compiled = Buffer.from(await compileKernels(file));
      const same = compiled.equals(readFileSync(join(root, 'src/engine/cpu', file)));
      assert.ok(same, `${file} is not what the sources give: npm run kernels`);
    }
  });

  it('are all that the modules export, beside the memory and what the host and tests call', () => {
    const committed = readFileSync(join(root, 'src/engine/cpu/kernels.wasm'));
    const exported = WebAssembly.Module.exports(new WebAssembly.Module(committed)).map(({ name }) => name);
    const others = ['attention_scratch', 'exp_block', 'log_block', 'memory', 'scratch_bytes', 'scratch_end'];
    assert.deepEqual(exported.sort(), [...Object.keys(registry), ...others].sort());
  });
});
