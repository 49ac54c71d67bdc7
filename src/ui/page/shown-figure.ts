// The figure of the experiment in sight, as the lab and a projector show it.

import { html, nothing, type TemplateResult } from 'lit';
import type { ShownView } from '../../figures/views/view.js';
import type { CardPicture } from '../../lab/gallery/card.js';
import '../charts/experiment/lab-figure.js';
import { askedPicture } from './asked-picture.js';
import type { PageView } from './view.js';

/** The charts to show in place of curves and law: those that were chosen, else those that the question asks for; null for curves and law. */
export function shownChart({ shown, question, views }: PageView, chosen?: CardPicture): ShownView | null {
  const wanted = chosen ?? askedPicture(shown.spec, question?.card ?? null);
  return views.find(({ id }) => id === wanted) ?? null;
}

export interface FigureFrame {
  /** Above the charts. */
  readonly head?: TemplateResult;
  /** Only charts and the law, without switches and tables. */
  readonly isBare?: boolean;
}

export function shownFigure(
  { shown, theme, laws, law, isLive }: PageView,
  chart: ShownView | null,
  { head, isBare = false }: FigureFrame,
): TemplateResult {
  const isStale = shown.isStale && !isLive;
  if (chart) {
    return html`<lab-views
      .charts=${[...chart.charts(), ...(chart.withLaw ? [shown.result.law] : [])]}
      .name=${shown.spec.preset}
      ?stale=${isStale}
      ?bare=${isBare}
      .theme=${theme}
      >${head ?? nothing}</lab-views
    >`;
  }
  const isOwn = shown.source === 'own';
  return html`<lab-figure
    .result=${shown.result}
    .progress=${shown.progress}
    ?recorded=${shown.source === 'recording'}
    .axes=${isOwn ? laws.map(({ axis }) => axis) : []}
    .axis=${isOwn ? (law?.axis ?? 'N') : (shown.recording?.law.axis ?? 'N')}
    .convention=${isOwn && law && shown.spec.model.family === 'transformer' ? law.convention : null}
    ?stale=${isStale}
    ?bare=${isBare}
    .theme=${theme}
    >${head ?? nothing}</lab-figure
  >`;
}
