// The types that cross between the page and the worker that makes tokens of texts. Down goes a file, which is read there; up come
// shares of progress, about ten a second, and last the tokens, whose array is transferred.

import type { GivenText, TextSettings } from '../../data/text/given-text.js';

export type ProgressSink = (share: number) => void;

export interface TextsWorker {
  /** Reads a text and makes tokens of it. Rejects with an Error whose message is for people. */
  read(file: Blob, name: string, settings: TextSettings, progress: ProgressSink): Promise<GivenText>;
}
