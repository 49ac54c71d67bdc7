// The first line of the figure: what is shown, where it comes from, what can be done with it.

import { css, html, nothing, type TemplateResult } from 'lit';
import type { CardPicture } from '../../lab/gallery/card.js';
import { experimentTitle, settingsWords } from '../../lab/share/settings.js';
import { measuredAt } from '../../lab/records/measured-at.js';
import { deviceName } from '../device/words.js';
import { segmented } from '../parts/segmented.js';
import { emit } from '../session/page-events.js';
import './lab-entry-name.js';
import type { PageView } from './view.js';
import { words } from './words.js';

export interface Tag {
  readonly kind: 'recorded' | 'now' | 'here' | 'elsewhere' | 'stale';
  readonly text: string;
}

/** Which of its charts the figure shows, and what another choice does. */
export interface ViewChoice {
  readonly shown: CardPicture;
  readonly choose: (id: CardPicture) => void;
}

export function figureHead(host: EventTarget, view: PageView, choice: ViewChoice): TemplateResult {
  const { shown, isLive, views } = view;
  const { spec, source, isStale } = shown;
  const tag = tagOf(view);
  const settings = settingsWords(spec);
  const isComparable = source === 'own' ? view.entry !== null && !isLive : source !== null;
  return html`<header class="figure-head">
    <h2 title="${experimentTitle(spec)} · ${settings}">
      ${experimentTitle(spec)} <small>${settings}</small>
    </h2>
    <div class="about">
      <lab-entry-name
        .name=${source === 'own' ? view.entryName : ''}
        ?comparable=${isComparable}
      ></lab-entry-name>
      ${tag ? html`<span class="tag ${tag.kind}" title=${tag.text}>${tag.text}</span>` : nothing}
      ${
        isStale && !isLive
          ? html`<button class="quiet" @click=${() => emit(host, 'spec-change', { spec })}>
              ${words.figure.back}
            </button>`
          : nothing
      }
    </div>
    <div class="ways">
      ${
        views.length > 0
          ? segmented({
              legend: words.figure.views,
              name: 'view',
              options: [
                ...views.map(({ id, name }) => ({ value: id, label: name })),
                { value: 'law' as const, label: words.figure.curves },
              ],
              value: choice.shown,
              change: choice.choose,
            })
          : nothing
      }
      <button
        class="quiet compare"
        title=${words.figure.compareHint}
        ?disabled=${!isComparable}
        @click=${() => emit(host, 'add-to-compare')}
      >
        ${words.figure.compare}
      </button>
      <button class="quiet" title=${words.figure.linkHint} @click=${() => emit(host, 'copy-link')}>
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M8.5 11.5a3.2 3.2 0 0 0 4.6 0l2.6-2.6a3.2 3.2 0 1 0-4.6-4.6L10 5.4" />
          <path d="M11.5 8.5a3.2 3.2 0 0 0-4.6 0l-2.6 2.6a3.2 3.2 0 1 0 4.6 4.6l1.1-1.1" />
        </svg>
        <span class="hidden-text">${words.figure.link}</span>
      </button>
      <button class="quiet share" ?disabled=${source === null} @click=${() => emit(host, 'open-share')}>
        ${words.figure.share}
      </button>
    </div>
  </header>`;
}

/** Where what is shown comes from; null before there is anything. */
export function tagOf({ shown, lab, phase, isLive }: PageView): Tag | null {
  const { source, recording, isStale } = shown;
  const said = words.figure;
  if (isLive) return { kind: 'now', text: said.now };
  if (isStale && source !== null) return { kind: 'stale', text: said.stale };
  if (source === 'recording' && recording) {
    const { device, date } = recording.law;
    return {
      kind: 'recorded',
      text: said.recorded(device?.description ?? '', device?.engine ?? 'cpu', date),
    };
  }
  if (source !== 'own') return null;
  if (phase.type === 'recorded') return { kind: 'elsewhere', text: said.file(phase.name) };
  const time = measuredAt(lab.runs);
  return {
    kind: 'here',
    text: said.here(
      lab.device ? deviceName(lab.device) : '',
      time === null ? '' : said.when(time, Date.now()),
    ),
  };
}

export const figureHeadStyles = css`
  .figure-head {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    height: var(--head, 2.25rem);
  }
  .figure-head h2 {
    display: flex;
    flex: 1 1 0;
    align-items: baseline;
    /* The settings give way first. */
    min-width: max-content;
    font-size: 1rem;
    font-weight: 650;
    white-space: nowrap;
  }
  .figure-head .about,
  .figure-head .ways {
    display: flex;
    align-items: center;
    gap: 0.25rem 0.5rem;
    min-width: 0;
  }
  .figure-head .ways,
  .figure-head .segmented {
    flex: none;
  }
  .figure-head svg {
    width: 1.1rem;
    height: 1.1rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
  }
  .figure-head small {
    flex: 1 1 0;
    width: 0;
    margin-left: 0.6em;
    overflow: hidden;
    color: var(--ink-soft);
    font-size: var(--small);
    font-weight: 400;
    text-overflow: ellipsis;
  }
  .tag {
    flex: 0 1 auto;
    min-width: 6rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    padding: 0.15rem 0.6rem;
    border-radius: 1rem;
    background: var(--sunken);
    color: var(--ink-soft);
    font-size: var(--tiny);
    font-variant-numeric: tabular-nums;
  }
  .tag.now {
    background: var(--ink);
    color: var(--surface);
  }
  .tag.here {
    background: var(--good-fill);
    color: var(--good);
  }
  .tag.elsewhere {
    background: var(--info-fill);
    color: var(--info-ink);
  }
  .tag.stale {
    background: var(--warning-fill);
    color: var(--warning-ink);
  }
  /* Three lines of one height, so that nothing below them moves. */
  @media (max-width: 1100px) {
    .figure-head {
      --head: 8.25rem;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: 2.75rem 2.25rem 2.75rem;
      gap: 0.25rem;
    }
    .figure-head h2 {
      display: block;
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .figure-head small {
      display: block;
      width: auto;
      margin: 0;
    }
    .figure-head .ways {
      overflow-x: auto;
      scrollbar-width: none;
    }
  }
  @media print {
    .figure-head {
      display: block;
      height: auto;
    }
    .figure-head h2 {
      display: block;
      white-space: normal;
    }
    .tag {
      padding: 0;
      background: none !important;
      color: var(--ink-soft) !important;
    }
  }
`;
