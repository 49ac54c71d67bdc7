// All that a person reads about what trains: its name, and what to do about a GPU. How each browser offers one is in browser-help.ts.

import { formatCount } from '../../base/format.js';
import type { DeviceInfo } from '../../lab/records/record.js';

/** Names that browsers give in small letters. */
const spellings: Readonly<Record<string, string>> = {
  amd: 'AMD',
  arm: 'Arm',
  apple: 'Apple',
  google: 'Google',
  intel: 'Intel',
  nvidia: 'NVIDIA',
  qualcomm: 'Qualcomm',
  swiftshader: 'SwiftShader',
};

export const words = {
  chip: {
    measuring: 'Measuring this device …',
    none: 'No device',
  },

  help: {
    /** Where the processor trains already. */
    optional:
      'You need not do anything: the processor trains every experiment. A GPU trains the larger ones faster.',
    useProcessor: 'Train on the processor instead',
    tryAgain: 'Try again',
    here: 'you are here',
    processor: 'The processor cannot train here',
  },

  line: {
    processor: 'The processor trains here.',
    howTo: 'How to switch a GPU on',
    close: 'Close',
  },

  address: {
    title: 'The address of this page has a value that does not work.',
    expected: (field: string, expected: string, found: string): string =>
      `${field}: expected ${expected}, got ${JSON.stringify(found)}.`,
    useDefault: 'The page uses its default instead.',
    engine: 'auto, gpu or cpu',
    threads: (most: number): string => `a whole number from 1 to ${most}`,
    simd: 'plain or relaxed',
  },

  details: {
    version: (version: number): string => `Engine version ${version}.`,
    simd: {
      plain: 'Plain SIMD: the same numbers on every machine.',
      relaxed: 'Relaxed SIMD: the last digits differ between machines.',
    },
    checked: 'Its kernels agree with the processor.',
    unchecked: (reason: string): string => `Its kernels are not checked: ${reason}.`,
    speed: (speed: string): string => `${speed} measured in a matrix product.`,
  },
} as const;

/** A name that a person knows the device by: `NVIDIA hopper`, `SwiftShader (software)`, `CPU · 4 threads`. */
export function deviceName({
  engine,
  threads,
  description,
  vendor,
  architecture,
  software,
}: DeviceInfo): string {
  if (engine === 'cpu') {
    return threads === null ? 'CPU' : `CPU · ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  }
  const name = description || [vendor, architecture].filter(Boolean).join(' ');
  const spelled = name.replace(/[a-z]+/g, (word) => spellings[word] ?? word);
  if (!software) return spelled || 'GPU';
  return spelled ? `${spelled} (software)` : 'software adapter';
}

/** What kind of device it is that computes, in a word. */
export function deviceKind({ engine, software }: Pick<DeviceInfo, 'engine' | 'software'>): 'CPU' | 'GPU' {
  return engine === 'cpu' || software ? 'CPU' : 'GPU';
}

/** 1.2 TFLOP/s, 850 GFLOP/s. */
export function speedWords(flopsPerSecond: number): string {
  return flopsPerSecond >= 1e12
    ? `${formatCount(flopsPerSecond / 1e12, 2)} TFLOP/s`
    : `${formatCount(flopsPerSecond / 1e9, 2)} GFLOP/s`;
}

/** What else is known of a device, in sentences: its whole name, the engine, how far its numbers can be trusted. */
export function deviceDetails(device: DeviceInfo): string {
  const { engineVersion, simd, check, flopsPerSecond } = device;
  const said = words.details;
  const checked = check === 'checked' ? said.checked : check && said.unchecked(check);
  return [
    `${deviceName(device)}.`,
    flopsPerSecond === null ? null : said.speed(speedWords(flopsPerSecond)),
    engineVersion === null ? null : said.version(engineVersion),
    simd && said.simd[simd],
    checked,
  ]
    .filter(Boolean)
    .join('\n');
}
