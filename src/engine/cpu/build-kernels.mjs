// `npm run kernels`: compiles kernels/ (AssemblyScript) to kernels.wasm and, for relaxed SIMD, kernels-relaxed.wasm. Both are
// committed, so that starting the lab needs no compiler. A test compiles them again and compares.
import { readdir, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = import.meta.dirname;

/**
 * The modules by file. Plain SIMD gives the same bits on every machine; relaxed SIMD multiplies and adds in one instruction where a
 * machine can, which gives bits of its own.
 */
export const modules = {
  'kernels.wasm': ['--enable', 'simd'],
  'kernels-relaxed.wasm': ['--enable', 'simd', '--enable', 'relaxed-simd'],
};

/**
 * Every file of kernels/ outside lib/: what it exports, the module exports. In alphabetical order, because their order is that of the
 * functions in the module.
 */
async function entryFiles() {
  const files = await readdir(join(folder, 'kernels'), { recursive: true });
  const sources = files.map((file) => file.replaceAll(sep, '/')).filter((file) => file.endsWith('.ts'));
  const entries = sources.filter((file) => !file.startsWith('lib/')).sort();
  return entries.map((file) => `kernels/${file}`);
}

/** The bytes of one of the modules. Throws with the compiler's message. */
export async function compileKernels(file = 'kernels.wasm', extra = []) {
  let bytes = null;
  const { error, stderr } = await asc.main(
    [
      ...(await entryFiles()),
      ...['--baseDir', folder],
      ...['--outFile', file],
      ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert'],
      ...['--runtime', 'stub', '--importMemory'],
      ...modules[file],
      ...extra,
    ],
    {
      writeFile: (name, contents) => {
        if (name.endsWith('.wasm')) bytes = contents;
      },
    },
  );
  if (error || !bytes) throw new Error(`${error?.message ?? 'no module'}\n${stderr.toString()}`);
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const file of Object.keys(modules)) {
    const bytes = await compileKernels(file, process.argv.slice(2));
    await writeFile(join(folder, file), bytes);
    console.log(`${file}: ${bytes.length} bytes`);
  }
}
