// `node test/reference/make-golden.mjs`: trains the golden experiments (test/support/golden.ts) and writes their records to
// test/fixtures/golden. Refuses where bits changed and ENGINE_VERSION (src/engine/version.ts) was not raised: records in people's
// hands would no longer be what they say. A kept record keeps its experiment; for another, delete its file.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goldenFolder, importSource, kernelModule } from '../support/golden-files.mjs';

const { firstDifference, goldenExperiments, trainGolden } = await importSource('test/support/golden.ts');
const { ENGINE_VERSION } = await importSource('src/engine/version.ts');
const module = await kernelModule();

const contents = new Map();
const refused = [];
for (const name of Object.keys(goldenExperiments)) {
  const path = join(goldenFolder, `${name}.json`);
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : null;
  const now = await trainGolden(name, module, kept);
  contents.set(path, now);
  if (kept === null) continue;
  const { device } = JSON.parse(kept);
  const difference = firstDifference(kept, now);
  if (difference !== null && device.engineVersion >= ENGINE_VERSION) refused.push(`${name}, ${difference}`);
}
if (refused.length > 0) {
  console.error(
    `The bits changed: raise ENGINE_VERSION, now ${ENGINE_VERSION}, first.\n${refused.join('\n')}`,
  );
  process.exit(1);
}
mkdirSync(goldenFolder, { recursive: true });
for (const name of readdirSync(goldenFolder)) {
  if (!contents.has(join(goldenFolder, name))) rmSync(join(goldenFolder, name));
}
for (const [path, content] of contents) writeFileSync(path, content);
console.log(`${contents.size} golden records of engine version ${ENGINE_VERSION}.`);
