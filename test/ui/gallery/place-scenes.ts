// The places of the page beside the lab, and what lies over it, for pictures.

import { cards } from '../../../src/lab/gallery/cards.js';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';
import { specToHash } from '../../../src/lab/share/spec-link.js';
import { lessonIds } from '../../../src/ui/places/lessons/kit/lesson-ids.js';
import { emit } from '../../../src/ui/session/page-events.js';
import '../../../src/ui/share/lab-embed.js';
import { find, query } from '../../support/find.js';
import type { SyntheticClientOptions } from '../../support/synthetic-client.js';

/** A scene: what the worker does, whether Start is pressed, and what a visitor does then. */
interface PlaceScene {
  readonly client: SyntheticClientOptions;
  readonly start?: boolean;
  readonly then: (app: HTMLElement) => Promise<void>;
}

/** What is recorded has to be read, charts have to be drawn. */
const drawn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1500));

const place = (hash: string, start = false): PlaceScene => ({
  client: {},
  start,
  then: async () => {
    location.hash = hash;
    await drawn();
  },
});

const openCard = (card: string): PlaceScene => ({
  client: {},
  then: async (app) => {
    emit(find(app, 'lab-question'), 'open-card', { card });
    await drawn();
  },
});

/** Asks the page for something once training has ended, and waits for its element. */
const over = (ask: (app: HTMLElement) => void, selector: string): PlaceScene => ({
  client: {},
  start: true,
  then: async (app) => {
    ask(app);
    while (!query(app, selector)) await drawn();
    await drawn();
  },
});

export const placeScenes: Readonly<Record<string, PlaceScene>> = {
  gallery: place('#gallery'),
  lessons: place('#lesson'),
  ...Object.fromEntries(lessonIds.map((id) => [`lesson-${id}`, place(`#lesson=${id}`)])),
  'lesson-presented': place(`#lesson=${lessonIds[0]}&present`),
  glossary: place('#glossary'),
  why: place('#why'),
  design: place('#design'),
  presented: {
    client: {},
    start: true,
    then: async (app) => {
      emit(find(app, 'lab-header'), 'toggle-present');
      await drawn();
    },
  },
  'link-broken': place('#e=2.broken'),
  ...Object.fromEntries(cards.map(({ id }) => [`card-${id}`, openCard(id)])),
  share: over((app) => emit(find(app, 'lab-stage'), 'open-share'), 'dialog[open] .address'),
  help: over((app) => find<HTMLDialogElement>(find(app, 'lab-header'), 'dialog').showModal(), 'dialog[open]'),
  tour: over((app) => emit(find(app, 'lab-header'), 'start-tour'), 'lab-tour'),
  embed: {
    client: {},
    then: async (app) => {
      const embed = document.createElement('lab-embed');
      embed.hash = await specToHash(composeExperiment('manifold', {}));
      app.replaceWith(embed);
      await drawn();
    },
  },
};
