// Covers src/engine/gpu/build-sources.mjs, which writes src/engine/gpu/sources/.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { generateSources, readLibraries, sourcesFolder } from '../../../src/engine/gpu/build-sources.mjs';

describe('the list of WGSL', () => {
  const shaders = mkdtempSync(join(tmpdir(), 'shaders-'));
  before(() => {
    mkdirSync(join(shaders, 'lib'));
    writeFileSync(join(shaders, 'lib/wind.wgsl'), 'const WIND = 1.0;\n');
    writeFileSync(join(shaders, 'lib/rain.wgsl'), 'const RAIN = 2.0;\n');
    writeFileSync(join(shaders, 'weather_batch.wgsl'), '// A batch.\n// Library: wind, rain\nfn f() {}\n');
    writeFileSync(join(shaders, 'snow_batch.wgsl'), '// A batch.\nfn f() {}\n');
    writeFileSync(join(shaders, 'storm_batch.wgsl'), '// Library: wind, hail\nfn f() {}\n');
  });
  after(() => rmSync(shaders, { recursive: true }));

  it('is committed as the registry and the shaders give it', async () => {
    const generated = await generateSources();
    const written = readdirSync(sourcesFolder).filter((file) => file !== 'entry.ts');
    assert.deepEqual(written.sort(), [...generated.keys()].sort(), 'files of src/engine/gpu/sources/');
    for (const [file, code] of generated) {
      const isSame = readFileSync(join(sourcesFolder, file), 'utf8') === code;
      assert.ok(isSame, `src/engine/gpu/sources/${file} is not what the sources give: npm run kernels`);
    }
  });

  it("has the library files of a shader's head, in their order", async () => {
    const libraries = await readLibraries('batches', ['weather_batch', 'snow_batch'], shaders);
    assert.deepEqual([...libraries], Object.entries({ weather_batch: ['wind', 'rain'], snow_batch: [] }));
  });

  it('names a kernel of the registry that has no shader', async () => {
    await assert.rejects(readLibraries('batches', ['weather_batch', 'fog_batch'], shaders), {
      message: 'expected shaders/fog_batch.wgsl for fog_batch in src/engine/kernels/batches.ts',
    });
  });

  it('names a library that does not exist', async () => {
    await assert.rejects(readLibraries('batches', ['storm_batch'], shaders), {
      message: 'expected shaders/lib/hail.wgsl, a library of shaders/storm_batch.wgsl',
    });
  });
});
