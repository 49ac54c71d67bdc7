// Which help a visitor needs: how this browser offers WebGPU, and what a problem with a GPU or with the processor means.

import type { DeviceProblem } from '../../worker/training/protocol.js';
import { words } from './words.js';

export type Browser = 'chromium' | 'firefox' | 'safari' | 'other';

export interface BrowserHelp {
  readonly browser: Browser;
  readonly name: string;
  readonly steps: readonly string[];
}

const families = ['chromium', 'safari', 'firefox'] as const;

/** Which family a browser belongs to, from its user-agent string. */
export function browserOf(userAgent: string): Browser {
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrom(e|ium)\/|Edg\//.test(userAgent)) return 'chromium';
  if (/Safari\//.test(userAgent)) return 'safari';
  return 'other';
}

/** Help for every browser, the visitor's own first. */
export function helpFor(browser: Browser): readonly BrowserHelp[] {
  const help = families.map((family): BrowserHelp => ({ browser: family, ...words.browsers[family] }));
  return help.sort((a, b) => Number(b.browser === browser) - Number(a.browser === browser));
}

/** What a problem means, in a title and a sentence; `secure` tells whether the page's address is. */
export function gpuProblemWords(
  { type, message }: DeviceProblem,
  secure = isSecureContext,
): { title: string; text: string } {
  const { problems } = words;
  if (type === 'no-webgpu') return secure ? problems.noWebgpu : problems.notSecure;
  if (type === 'no-adapter') return problems.noAdapter;
  return type === 'software' ? problems.software(message) : problems.other(message);
}

/** Why the processor cannot train, in a title and a sentence. */
export function processorWords({ message }: DeviceProblem): { title: string; text: string } {
  return { title: words.help.processor, text: message };
}
