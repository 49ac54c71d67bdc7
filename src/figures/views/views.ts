// THE views of an experiment, those that it has something to show in; that of its question first.

import type { CardPicture } from '../../lab/gallery/card.js';
import { lazily } from '../../laws/lazily.js';
import type { Figure } from '../figure.js';
import { axesCharts } from './axes.js';
import { breakCharts } from './break.js';
import { accuracyBySize, ceilingFigure } from './ceiling.js';
import { collapseCharts } from './collapse.js';
import { lawCharts } from './laws.js';
import { partingFigure } from './parting.js';
import { passCharts } from './passes.js';
import { rateCharts } from './rates.js';
import { skillCharts } from './skills.js';
import { valleyCharts } from './valleys.js';
import type { ShownView, ViewSource } from './view.js';

interface ViewMaker {
  readonly name: string;
  /** None where the experiment has nothing of the kind. */
  readonly charts: (source: ViewSource) => readonly Figure[];
  readonly withLaw?: true;
}

/** By the picture of a card. */
const makers: Partial<Readonly<Record<CardPicture, ViewMaker>>> = {
  valleys: { name: 'Valleys', charts: ({ measured }) => valleyCharts(measured) },
  rates: { name: 'Rates', charts: rateCharts },
  axes: { name: 'Three axes', charts: ({ measured }) => axesCharts(measured) },
  passes: { name: 'Passes', charts: ({ measured }) => passCharts(measured) },
  curves: {
    name: 'Train and test',
    charts: ({ measured }) => some(partingFigure(measured)),
    withLaw: true,
  },
  skills: { name: 'Skills', charts: ({ measured }) => skillCharts(measured) },
  ceiling: { name: 'Ceiling', charts: ({ measured }) => some(ceilingFigure(measured)), withLaw: true },
  break: { name: 'Break', charts: ({ measured }) => breakCharts(measured) },
  accuracy: {
    name: 'Right answers',
    charts: ({ measured }) => some(accuracyBySize(measured)),
    withLaw: true,
  },
  laws: { name: 'All laws', charts: lawCharts },
  collapse: { name: 'Collapse', charts: ({ measured }) => collapseCharts(measured) },
};

/** Every task of classes counts right answers: their chart stands only where they are asked for. */
const onlyAsked: readonly CardPicture[] = ['accuracy'];

/** What was made last: what did not change is not drawn again. */
let last: { readonly madeFrom: readonly unknown[]; readonly views: readonly ShownView[] } = {
  madeFrom: [],
  views: [],
};

/** `asked`: the picture of the question, which stands first. The same array while nothing new was measured. */
export function viewsOf(source: ViewSource, asked: CardPicture | null): readonly ShownView[] {
  const madeFrom = [source.measured, source.others, source.name, asked];
  if (!madeFrom.every((part, i) => part === last.madeFrom[i]))
    last = { madeFrom, views: makeViews(source, asked) };
  return last.views;
}

function makeViews(source: ViewSource, asked: CardPicture | null): readonly ShownView[] {
  const views = (Object.entries(makers) as [CardPicture, ViewMaker][]).flatMap(
    ([id, { name, charts, withLaw = false }]): ShownView[] => {
      const made = lazily(() => charts(source));
      const isShown = id === asked || !onlyAsked.includes(id);
      return isShown && made().length > 0 ? [{ id, name, charts: made, withLaw }] : [];
    },
  );
  return [...views.filter(({ id }) => id === asked), ...views.filter(({ id }) => id !== asked)];
}

function some(figure: Figure | null): readonly Figure[] {
  return figure ? [figure] : [];
}
