// The places of the page beside the lab: each is loaded when it is first opened, and drawn from the page's view.

import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { PageView } from '../page/view.js';
import { LazyPart } from '../session/lazy-part.js';
import type { Place } from '../session/address.js';

interface PlacePart {
  readonly load: () => Promise<unknown>;
  /** `value`: what of it is in sight, from the address. */
  readonly template: (view: PageView, value: string) => TemplateResult;
}

/** What is drawn here: a place, or what stands over the lab and over lessons on a projector. */
type PartName = Place | 'present';

/** A new place is a line here, and its key in address.ts. The lab stays in the page. */
const parts: Readonly<Partial<Record<PartName, PlacePart>>> = {
  board: {
    load: () => import('./board/lab-board.js'),
    template: (view) => html`<lab-board .view=${view}></lab-board>`,
  },
  challenge: {
    load: () => import('./challenge/lab-challenge.js'),
    template: (view, value) => html`<lab-challenge .view=${view} .value=${value}></lab-challenge>`,
  },
  compare: {
    load: () => import('./compare/lab-compare.js'),
    template: (view, value) => html`<lab-compare .view=${view} .value=${value}></lab-compare>`,
  },
  gallery: {
    load: () => import('./gallery/lab-gallery.js'),
    template: (view) => html`<lab-gallery .view=${view}></lab-gallery>`,
  },
  glossary: {
    load: () => import('./glossary/lab-glossary.js'),
    template: (_view, value) => html`<lab-glossary .term=${value}></lab-glossary>`,
  },
  design: {
    load: () => import('./design/lab-design.js'),
    template: (view) => html`<lab-design .view=${view}></lab-design>`,
  },
  history: {
    load: () => import('./history/lab-history.js'),
    template: (view, value) => html`<lab-history .view=${view} .value=${value}></lab-history>`,
  },
  lessons: {
    load: () => import('./lessons/lessons.lazy.js'),
    template: (view, value) =>
      value === ''
        ? html`<lab-lessons></lab-lessons>`
        : html`<lab-lesson .lesson=${value} .view=${view}></lab-lesson>`,
  },
  present: {
    load: () => import('./present/lab-present.js'),
    template: (view, lesson) => html`<lab-present .view=${view} .lesson=${lesson}></lab-present>`,
  },
  tables: {
    load: () => import('./tables/lab-tables.js'),
    template: (view, value) => html`<lab-tables .view=${view} .value=${value}></lab-tables>`,
  },
  why: {
    load: () => import('./why/lab-why.js'),
    template: () => html`<lab-why></lab-why>`,
  },
};

/** True for a place that is drawn by `PlaceParts`. */
export function isPlacePart(place: Place): boolean {
  return parts[place] !== undefined;
}

/** Loads and draws the places of one page. */
export class PlaceParts {
  readonly #loaders: ReadonlyMap<string, LazyPart<unknown>>;

  constructor(host: ReactiveControllerHost) {
    this.#loaders = new Map(
      Object.entries(parts).map(([place, { load }]) => [place, new LazyPart(host, load)]),
    );
  }

  /** All that may be missing. */
  get all(): readonly LazyPart<unknown>[] {
    return [...this.#loaders.values()];
  }

  /** Nothing until it is loaded. */
  template(place: PartName, view: PageView, value: string): TemplateResult | typeof nothing {
    const part = parts[place];
    const loader = this.#loaders.get(place);
    if (!part || !loader) return nothing;
    if (loader.part === null) {
      if (!loader.missing) void loader.want();
      return nothing;
    }
    return part.template(view, value);
  }
}
