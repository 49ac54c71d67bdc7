// Covers src/ui/places/gallery/{lab-gallery,card-lines,card-picture,gallery-styles,words}.ts: the questions with their measured answers.

import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { cards } from '../../../src/lab/gallery/cards.js';
import { hasRecording, recordedLaw } from '../../../src/lab/gallery/recorded-laws.js';
import { cardLines } from '../../../src/ui/places/gallery/card-lines.js';
import type { LabGallery } from '../../../src/ui/places/gallery/lab-gallery.js';
import { formatWithInterval } from '../../../src/base/format.js';
import { find, query } from '../../support/find.js';
import { openPage, part, text } from '../../support/page.js';
import { waitUntil } from '../../support/wait-until.js';

use(chaiA11yAxe);

async function openGallery(): Promise<{
  app: Awaited<ReturnType<typeof openPage>>['app'];
  gallery: LabGallery;
}> {
  const { app } = await openPage();
  location.hash = '#gallery';
  await waitUntil(() => query(app, 'lab-gallery') !== null);
  const gallery = find<LabGallery>(app, 'lab-gallery');
  const recorded = cards.filter(({ id, experiments: [{ label }] }) => hasRecording(id, label)).length;
  await waitUntil(() => gallery.shadowRoot!.querySelectorAll('svg').length === recorded);
  return { app, gallery };
}

describe('the gallery', () => {
  it('asks every question, with a picture of its result, a published number and the measured one', async () => {
    const { app, gallery } = await openGallery();
    for (const { question, name } of cards)
      expect(text(app, 'lab-gallery')).to.include(question).and.include(name);
    const { fit } = await recordedLaw('seeing', 'glyphs');
    expect(text(app, 'lab-gallery')).to.include(
      `α = ${formatWithInterval(fit!.alpha, fit!.intervals.alpha)}`,
    );
    await expect(gallery).to.be.accessible();
  });

  it('draws what was recorded, and nothing else', async () => {
    for (const card of cards) {
      const kept = card.experiments.filter(({ label }) => hasRecording(card.id, label));
      if (kept.length === 0) continue;
      const laws = await Promise.all(kept.map(({ label }) => recordedLaw(card.id, label)));
      const { lines } = cardLines(card, laws);
      expect(lines.length, card.id).to.be.at.least(1);
      const drawn = lines.flatMap(({ line, points }) => [...line, ...points]);
      expect(
        drawn.every(([x, y]) => x > 0 && Number.isFinite(x) && y >= 0 && Number.isFinite(y)),
        card.id,
      ).to.equal(true);
    }
  });

  it('opens a question in the lab with one click, and Back comes back', async () => {
    const { app, gallery } = await openGallery();
    const links = [...gallery.shadowRoot!.querySelectorAll<HTMLAnchorElement>('h3 a')];
    links.find(({ textContent }) => textContent.includes('seeing'))!.click();
    await waitUntil(() => query(app, 'lab-gallery') === null);
    await waitUntil(() => part(app, 'lab-experiment-panel').spec?.task.type === 'glyphs');
    expect(text(app, '.tag')).to.match(/^Recorded/);
    await waitUntil(() => location.hash.startsWith('#e='));
    history.back();
    await waitUntil(() => query(app, 'lab-gallery') !== null);
  });
});
