// All that a person reads about what trains: its name, what to do about a GPU, and how each browser offers one.

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

  /** How each family of browsers offers WebGPU, and what to do where it does not. */
  browsers: {
    chromium: {
      name: 'Chrome and Edge',
      steps: [
        'Version 113 or newer offers WebGPU on Windows, macOS and ChromeOS; version 121 or newer on Android.',
        'Check that graphics acceleration is on in Settings › System, then restart the browser.',
        'On Linux, WebGPU may be off: set chrome://flags/#enable-unsafe-webgpu and #enable-vulkan to Enabled, then restart the browser.',
        'Under “WebGPU”, chrome://gpu shows why it is off. A new graphics driver often helps.',
      ],
    },
    safari: {
      name: 'Safari',
      steps: [
        'Safari 26 (macOS Tahoe, iOS 26, iPadOS 26) offers WebGPU.',
        'In Safari 18, turn it on in Settings › Feature Flags › WebGPU (the tab appears once developer features are on).',
      ],
    },
    firefox: {
      name: 'Firefox',
      steps: [
        'Version 141 or newer offers WebGPU on Windows; version 145 or newer on macOS with Apple silicon.',
        'Elsewhere, open about:config, set dom.webgpu.enabled to true (on Linux also gfx.webgpu.ignore-blocklist) and restart the browser.',
      ],
    },
  },

  /** Why there is no GPU. */
  problems: {
    notSecure: {
      title: 'This address is not secure',
      text: 'Browsers offer WebGPU only to pages at https: or localhost addresses. Open the lab at such an address.',
    },
    noWebgpu: {
      title: 'This browser does not offer WebGPU',
      text: 'The lab trains models on a GPU through WebGPU. It is turned off in this browser, or the browser is too old for it. Here is how to turn it on.',
    },
    noAdapter: {
      title: 'The browser offers WebGPU, but found no GPU',
      text: 'The machine may have no GPU, the GPU may be turned off, or the browser may not trust its driver. If it worked before, load the page again; if that does not help, restart the browser: after some crashes of the GPU it offers none until then.',
    },
    software: (message: string) => ({
      title: 'The browser found no GPU',
      text: `${message} The lab’s own engine for processors is faster.`,
    }),
    other: (message: string) => ({ title: 'The GPU could not be opened', text: message }),
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
