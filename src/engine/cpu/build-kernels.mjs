// `npm run kernels`: compiles kernels/ (AssemblyScript) to kernels.wasm, which is committed: who starts the lab needs no compiler.
// A test compiles anew and compares.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = import.meta.dirname;

/** The module's bytes. Plain SIMD: the same bits on every machine. Throws with the compiler's words. */
export async function compileKernels(extra = []) {
  let bytes = null;
  const { error, stderr } = await asc.main(
    [
      join('kernels', 'index.ts'),
      ...['--baseDir', folder],
      ...['--outFile', 'kernels.wasm'],
      ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert'],
      ...['--runtime', 'stub', '--importMemory', '--enable', 'simd'],
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
  const bytes = await compileKernels(process.argv.slice(2));
  await writeFile(join(folder, 'kernels.wasm'), bytes);
  console.log(`kernels.wasm: ${bytes.length} bytes`);
}
