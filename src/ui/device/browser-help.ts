// How WebGPU is had in each browser, for visitors whose page trains on the processor.

import type { DeviceProblem } from '../../worker/training/protocol.js';

export type Browser = 'chromium' | 'firefox' | 'safari' | 'other';

export interface BrowserHelp {
  readonly browser: Browser;
  readonly name: string;
  readonly steps: readonly string[];
}

const help: readonly BrowserHelp[] = [
  {
    browser: 'chromium',
    name: 'Chrome and Edge',
    steps: [
      'Version 113 or newer has it on Windows, macOS and ChromeOS, version 121 on Android.',
      'Check that graphics acceleration is on in Settings › System, then restart the browser.',
      'On Linux it may be off: set chrome://flags/#enable-unsafe-webgpu and #enable-vulkan to Enabled and restart.',
      'chrome://gpu tells under “WebGPU” why it is off; often a new graphics driver helps.',
    ],
  },
  {
    browser: 'safari',
    name: 'Safari',
    steps: [
      'Safari 26 (macOS Tahoe, iOS 26, iPadOS 26) has it.',
      'On Safari 18: Settings › Feature Flags › WebGPU (the tab shows once developer features are on).',
    ],
  },
  {
    browser: 'firefox',
    name: 'Firefox',
    steps: [
      'Version 141 or newer has it on Windows, version 145 on macOS with Apple silicon.',
      'Elsewhere open about:config, set dom.webgpu.enabled to true and restart; on Linux also gfx.webgpu.ignore-blocklist.',
    ],
  },
];

/** Which family a browser belongs to, from its user-agent string. */
export function browserOf(userAgent: string): Browser {
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrom(e|ium)\/|Edg\//.test(userAgent)) return 'chromium';
  if (/Safari\//.test(userAgent)) return 'safari';
  return 'other';
}

/** Help for every browser, the visitor's own first. */
export function helpFor(browser: Browser): readonly BrowserHelp[] {
  return [...help].sort((a, b) => Number(b.browser === browser) - Number(a.browser === browser));
}

/** What a problem means, in a title and a sentence; `secure` tells whether the page's address is. */
export function problemWords(
  { type, message }: DeviceProblem,
  secure = isSecureContext,
): { title: string; text: string } {
  if (type === 'no-webgpu' && !secure) {
    return {
      title: 'This address is not secure',
      text: 'Browsers offer WebGPU only to pages from https: or from localhost. Open the lab at such an address.',
    };
  }
  if (type === 'no-webgpu') {
    return {
      title: 'This browser does not offer WebGPU',
      text: 'A page needs WebGPU to compute on a GPU. It may be switched off, or the browser is older than it.',
    };
  }
  if (type === 'no-adapter') {
    return {
      title: 'The browser offers WebGPU, but found no GPU',
      text: 'The machine may have none, it may be switched off, or the browser does not trust its driver.',
    };
  }
  if (type === 'software') {
    return {
      title: 'The browser found no GPU',
      text: `${message} The lab’s own engine for processors is faster.`,
    };
  }
  return { title: 'The GPU could not be opened', text: message };
}

/** Why the processor cannot train, in a title and a sentence. */
export function processorWords({ message }: DeviceProblem): { title: string; text: string } {
  return { title: 'The processor cannot train here', text: message };
}
