import { formatCount } from '../../base/format.js';
import type { GpuDevice } from '../../engine/gpu/gpu-device.js';
import { calibrate } from '../../engine/training/timing.js';
import { differenceWords } from '../../runner/self-test/kernel-check.js';
import { selfTest, type SelfTestResult } from '../../runner/self-test/self-test.js';
import { suiteProbes } from '../../runner/self-test/self-test-suite.js';
import { parseOptions, printJson, type Command } from '../shared/command.js';
import { kernelModule, measureCores } from '../host/cores.js';
import { openDawn } from '../host/dawn.js';
import { engineOptions, engineUsage, readEngine, takesGpu, type EngineChoice } from '../host/engine.js';

export const device: Command = {
  summary: 'show what trains here and how fast it is',
  usage: `device [--selftest] [--json]

Opens the device that would train, measures its speed on a small matrix product, and prints both.
  --selftest         compare every kernel of a GPU with the processor's; exit code 1 if one differs
${engineUsage}
  --json             print one JSON document`,

  async run(args) {
    const { json, selftest, ...values } = parseOptions(args, {
      json: { type: 'boolean' },
      selftest: { type: 'boolean' },
      ...engineOptions,
    });
    const choice = readEngine(values);
    const report = takesGpu(choice) ? reportGpu : reportCores;
    return report(choice, { json: json ?? false, selftest: selftest ?? false });
  },
};

interface What {
  readonly json: boolean;
  readonly selftest: boolean;
}

async function reportGpu(_choice: EngineChoice, { json, selftest }: What): Promise<number> {
  const opened = await openDawn();
  try {
    const flopsPerSecond = await calibrate(opened);
    const result = selftest ? await testAll(opened) : null;
    if (json) {
      printJson({
        engine: 'gpu',
        ...opened.info,
        flopsPerSecond,
        ...(result && { selftest: asJson(result) }),
      });
    } else {
      const { description, vendor, architecture, software } = opened.info;
      console.log(description);
      console.log(`vendor        ${vendor || 'unknown'}`);
      console.log(`architecture  ${architecture || 'unknown'}`);
      console.log(`computes on   ${software ? 'the processor (a software driver)' : 'the GPU'}`);
      console.log(`achieves      ${achieved(flopsPerSecond)}`);
      if (result) for (const line of selfTestLines(result)) console.log(line);
    }
    return result && result.differences.length > 0 ? 1 : 0;
  } finally {
    opened.close();
  }
}

async function testAll(opened: GpuDevice): Promise<SelfTestResult> {
  return selfTest(opened, await kernelModule('plain'), suiteProbes());
}

/** A line with how many kernels agree, then one for each that does not. */
function selfTestLines({ checked, differences }: SelfTestResult): string[] {
  const agree = checked.size - differences.length;
  return [
    `self-test     ${agree} of ${checked.size} kernels agree with the processor's`,
    ...differences.map((difference) => `differs       ${differenceWords(difference)}`),
    ...(differences.length > 0
      ? ['This GPU is not used for training. To train on the processor: --engine cpu']
      : []),
  ];
}

function asJson({ checked, differences }: SelfTestResult): object {
  return { checked: [...checked].sort(), differences };
}

async function reportCores({ threads, simd }: EngineChoice, { json, selftest }: What): Promise<number> {
  const info = await measureCores(await kernelModule(simd), threads, simd);
  if (json) printJson({ ...info, ...(selftest && { selftest: 'reference' }) });
  else {
    console.log(info.description);
    console.log(`architecture  ${info.architecture}`);
    console.log(`computes on   the processor, ${threads} ${threads === 1 ? 'thread' : 'threads'}`);
    console.log(`SIMD          ${simd}`);
    console.log(`achieves      ${achieved(info.flopsPerSecond ?? NaN)}`);
    if (selftest) console.log('self-test     none: GPUs are compared with the processor');
  }
  return 0;
}

function achieved(flopsPerSecond: number): string {
  return `${formatCount(flopsPerSecond)}FLOP/s in a 256 x 64 x 64 matrix product, 8 at a time`;
}
