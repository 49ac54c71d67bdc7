import type { ReactiveControllerHost } from 'lit';
import { hasSubtasks } from '../../data/tasks/tasks.js';
import type { ExperimentSpec } from '../../lab/experiment/experiment.js';
import { withTaskField } from '../experiment/experiment-edits.js';
import { words } from '../experiment/words.js';
import { LazyPart } from '../session/lazy-part.js';
import { TextLibrary, type TextState } from './text/text-library.js';
import type { TextStore } from './text/text-store.js';

/**
 * What experiments with languages need beside the others, and those whose weights can be had: the text at hand, and the panels, which
 * are loaded when an experiment first needs them.
 */
export class LanguageController {
  readonly panels: LazyPart<unknown>;
  readonly #library: TextLibrary;
  #spec: ExperimentSpec | null = null;

  /** `change` takes an experiment that is about the text which was just given. */
  constructor(host: ReactiveControllerHost, store: () => TextStore, change: (spec: ExperimentSpec) => void) {
    this.panels = new LazyPart(host, () => import('./language-panels.lazy.js'));
    this.#library = new TextLibrary(host, store, ({ text: { source } }) => {
      if (this.#spec?.task.type === 'text') change(aboutText(this.#spec, source));
    });
  }

  /** Brings back the text of an earlier visit: before experiments are, which may be about it. */
  restore(): Promise<void> {
    return this.#library.restore();
  }

  /** An experiment about no text yet is about the one at hand. */
  complete(spec: ExperimentSpec): ExperimentSpec {
    const source = this.#library.given?.text.source;
    const isOpen = spec.task.type === 'text' && spec.task.textId === '';
    return isOpen && source ? aboutText(spec, source) : spec;
  }

  /** Makes ready what an experiment needs, and loads the panels where there is something for them to show. */
  prepare(spec: ExperimentSpec, hasWeights: boolean): void {
    this.#spec = spec;
    const { task, model } = spec;
    if (task.type === 'text') this.#library.prepare(task);
    const isNeeded = model.family === 'transformer' || hasWeights || hasSubtasks(task);
    if (isNeeded && !this.panels.missing) void this.panels.want();
  }

  /** Puts the text of an experiment at hand, where it is kept. */
  async bring({ task }: ExperimentSpec): Promise<void> {
    if (task.type === 'text') await this.#library.seek(task);
  }

  /** What of its text is in the way of a start, '' for nothing, null for an experiment about no text. */
  obstacle(spec: ExperimentSpec): string | null {
    const text = this.textOf(spec);
    if (!text) return null;
    if (text.type === 'ready') return '';
    return text.type === 'reading' ? words.obstacle.readingText : words.obstacle.noText;
  }

  /** Where the text of an experiment is, null for one about no text. */
  textOf({ task }: ExperimentSpec): TextState | null {
    return task.type === 'text' ? this.#library.stateOf(task) : null;
  }

  /** Takes a text for the experiment at hand. */
  give(file: Blob, name: string): void {
    const task = this.#spec?.task;
    if (task?.type === 'text') void this.#library.give(file, name, task);
  }

  /** Shows why a text could not be had. */
  refuse(message: string): void {
    this.#library.refuse(message);
  }

  forget(): void {
    void this.#library.forget();
  }
}

function aboutText(
  spec: ExperimentSpec,
  { textId, name }: { readonly textId: string; readonly name: string },
): ExperimentSpec {
  return withTaskField(withTaskField(spec, 'textId', textId), 'name', name);
}
