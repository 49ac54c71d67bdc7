// How each browser offers WebGPU, and what to do where it does not: all facts about browsers that a visitor reads are in this file.

import type { DeviceProblem } from '../../worker/training/protocol.js';
import { words } from './words.js';

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
      'Version 113 or newer offers WebGPU on Windows, macOS and ChromeOS; version 121 or newer on Android.',
      'Check that graphics acceleration is on in Settings › System, then restart the browser.',
      'On Linux, WebGPU may be off: set chrome://flags/#enable-unsafe-webgpu and #enable-vulkan to Enabled, then restart the browser.',
      'Under “WebGPU”, chrome://gpu shows why it is off. A new graphics driver often helps.',
    ],
  },
  {
    browser: 'safari',
    name: 'Safari',
    steps: [
      'Safari 26 (macOS Tahoe, iOS 26, iPadOS 26) offers WebGPU.',
      'In Safari 18, turn it on in Settings › Feature Flags › WebGPU (the tab appears once developer features are on).',
    ],
  },
  {
    browser: 'firefox',
    name: 'Firefox',
    steps: [
      'Version 141 or newer offers WebGPU on Windows; version 145 or newer on macOS with Apple silicon.',
      'Elsewhere, open about:config, set dom.webgpu.enabled to true (on Linux also gfx.webgpu.ignore-blocklist) and restart the browser.',
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
      text: 'Browsers offer WebGPU only to pages at https: or localhost addresses. Open the lab at such an address.',
    };
  }
  if (type === 'no-webgpu') {
    return {
      title: 'This browser does not offer WebGPU',
      text: 'The lab trains models on a GPU through WebGPU. It is turned off in this browser, or the browser is too old for it. Here is how to turn it on.',
    };
  }
  if (type === 'no-adapter') {
    return {
      title: 'The browser offers WebGPU, but found no GPU',
      text: 'The machine may have no GPU, the GPU may be turned off, or the browser may not trust its driver. If it worked before, restart the browser: after some crashes of the GPU it offers none until then.',
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
  return { title: words.help.processor, text: message };
}
