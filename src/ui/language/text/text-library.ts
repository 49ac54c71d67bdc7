import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { hasTokenizedText, keepTokenizedText } from '../../../data/text/tokenized-text.js';
import type { TextSpec } from '../../../data/tasks/text.js';
import type { GivenText } from '../../../data/text/given-text.js';
import { createTextsClient, type TextsClient } from '../../../worker/texts/client.js';
import type { TextStore } from './text-store.js';

/** Where the text of an experiment is. */
export type TextState =
  | { readonly type: 'absent' }
  | { readonly type: 'reading'; readonly name: string; readonly share: number }
  | { readonly type: 'ready'; readonly given: GivenText }
  | { readonly type: 'refused'; readonly message: string };

/** Milliseconds before tokens are made: a dial that is being turned asks for others many times a second. */
const PATIENCE_MS = 250;

/**
 * The text that a visitor gave: has tokens made of it in a worker, again when an experiment needs others, and keeps it over a
 * reload. Calls `onReady` whenever an experiment about it can be made again.
 */
export class TextLibrary implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** Asked for when it is needed: the page may be given another before. */
  readonly #store: () => TextStore;
  readonly #onReady: (given: GivenText) => void;
  readonly #client: TextsClient;
  #file: Blob | null = null;
  #given: GivenText | null = null;
  #reading: { readonly name: string; readonly key: string; readonly share: number } | null = null;
  #refusal: { readonly key: string; readonly message: string } | null = null;
  #timer = 0;
  /** Ids of texts that are not kept here. */
  readonly #unknown = new Set<string>();
  #restoring = Promise.resolve();
  #seeking: Promise<void> | null = null;

  constructor(
    host: ReactiveControllerHost,
    store: () => TextStore,
    onReady: (given: GivenText) => void,
    client: TextsClient = createTextsClient(),
  ) {
    this.#host = host;
    this.#store = store;
    this.#onReady = onReady;
    this.#client = client;
    host.addController(this);
  }

  /** The text at hand, null if none was given. */
  get given(): GivenText | null {
    return this.#given;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#client.terminate();
  }

  /** Brings back the text of an earlier visit. */
  restore(): Promise<void> {
    this.#restoring = this.#restore();
    return this.#restoring;
  }

  async #restore(): Promise<void> {
    const kept = await this.#store().load();
    if (!kept || this.#file) return;
    this.#file = kept.file;
    this.#given = kept.given;
    keepTokenizedText(kept.given.text);
  }

  stateOf(task: TextSpec): TextState {
    if (this.#reading) return { type: 'reading', name: this.#reading.name, share: this.#reading.share };
    if (this.#refusal) return { type: 'refused', message: this.#refusal.message };
    return this.#given && this.#isThere(task) ? { type: 'ready', given: this.#given } : { type: 'absent' };
  }

  /** Takes a new text for a task of texts. */
  give(file: Blob, name: string, task: TextSpec): Promise<void> {
    return this.#read(file, name, task);
  }

  /** What went wrong before a file was there. */
  refuse(message: string): void {
    this.#refusal = { key: '', message };
    this.#host.requestUpdate();
  }

  /**
   * Puts the text of a task at hand, if it was given before and is kept, with the tokens that the task needs. Resolves once it is there, or
   * cannot be had.
   */
  async seek(task: TextSpec): Promise<void> {
    await this.#restoring;
    await this.#seeking;
    if (this.#isThere(task) || task.textId === '' || this.#unknown.has(task.textId)) return;
    this.#seeking = this.#take(task).finally(() => (this.#seeking = null));
    await this.#seeking;
  }

  async #take(task: TextSpec): Promise<void> {
    const file = await this.#store().text(task.textId);
    if (file) await this.#read(file, file.name, task, task.textId);
    else this.#unknown.add(task.textId);
  }

  /** The text of a task is at hand, with its tokens. */
  #isThere(task: TextSpec): boolean {
    return this.#given?.text.source.textId === task.textId && hasTokenizedText(task);
  }

  /** Has the tokens made that a task needs of the text at hand, or of one that is kept, if they are not there or under way. */
  prepare(task: TextSpec): void {
    const key = keyOf(task);
    if (this.#isThere(task) || this.#reading?.key === key || this.#refusal?.key === key) return;
    const source = this.#given?.text.source;
    const file = this.#file;
    if (!file || source?.textId !== task.textId) {
      if (!this.#seeking && !this.#unknown.has(task.textId)) void this.seek(task);
      return;
    }
    this.#reading = { name: source.name, key, share: 0 };
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#read(file, source.name, task), PATIENCE_MS);
  }

  /** Forgets the text, here and in the browser's storage. */
  async forget(): Promise<void> {
    this.#client.terminate();
    const id = this.#given?.text.source.textId;
    this.#file = null;
    this.#given = null;
    this.#reading = null;
    this.#refusal = null;
    this.#host.requestUpdate();
    if (id === undefined) return;
    this.#unknown.add(id);
    await this.#store().forget(id);
  }

  /** `id` is that of the text where it should be a certain one: what came in a file need not be what it says it is. */
  async #read(file: Blob, name: string, task: TextSpec, id: string | null = null): Promise<void> {
    clearTimeout(this.#timer);
    const key = keyOf(task);
    const progress = (share: number): void => {
      if (this.#reading?.key !== key) return;
      this.#reading = { name, key, share };
      this.#host.requestUpdate();
    };
    this.#reading = { name, key, share: 0 };
    this.#refusal = null;
    this.#host.requestUpdate();
    try {
      const { tokens, vocabulary, heldOut } = task;
      const given = await this.#client.read(file, name, { tokens, vocabulary, heldOut }, progress);
      if (!given) return;
      this.#reading = null;
      if (id !== null && given.text.source.textId !== id) return void this.#unknown.add(id);
      this.#file = file;
      this.#given = given;
      keepTokenizedText(given.text);
      this.#unknown.delete(given.text.source.textId);
      void this.#store().keep(file, given);
      this.#onReady(given);
    } catch (error) {
      this.#reading = null;
      this.#refusal = { key, message: error instanceof Error ? error.message : String(error) };
    }
    this.#host.requestUpdate();
  }
}

function keyOf({ textId, tokens, vocabulary, heldOut }: TextSpec): string {
  return [textId, tokens, vocabulary, heldOut].join();
}
