// Covers src/ui/places/tour: five stops that point at parts of the lab.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { LabTour, tourStops, type TourStop } from '../../../../src/ui/places/tour/lab-tour.js';
import { isTourDue } from '../../../../src/ui/session/welcome.js';
import { inside, words } from '../../../support/find.js';

use(chaiA11yAxe);

const KEY = 'scaling-lab-tour';
beforeEach(() => localStorage.removeItem(KEY));
after(() => localStorage.removeItem(KEY));

async function begin(): Promise<{ tour: LabTour; ends: () => number; start: Element }> {
  let ended = 0;
  const page = await fixture<HTMLElement>(
    html`<div>
      <button class="start">Start</button>
      <lab-tour @tour-end=${() => ended++}></lab-tour>
    </div>`,
  );
  const tour = page.querySelector('lab-tour')!;
  const start = page.querySelector('.start')!;
  tour.anchor = (stop: TourStop) => (stop === 'start' ? start : null);
  await tour.updateComplete;
  return { tour, ends: () => ended, start };
}

describe('the tour', () => {
  it('goes from stop to stop, with the focus on the next one, and is not due any more afterwards', async () => {
    expect(isTourDue()).to.equal(true);
    const { tour, ends } = await begin();
    const titles: string[] = [];
    for (const stop of tourStops) {
      titles.push(words(tour, 'h2'));
      expect(words(tour, '.ways')).to.include(`${tourStops.indexOf(stop) + 1} of 5`);
      expect(tour.shadowRoot!.activeElement).to.equal(inside(tour, '.primary'));
      inside(tour, '.primary').click();
      await tour.updateComplete;
    }
    expect(new Set(titles).size).to.equal(5);
    expect(ends()).to.equal(1);
    expect(isTourDue()).to.equal(false);
    expect(
      isTourDue({
        getItem: () => {
          throw new Error('shut');
        },
      }),
    ).to.equal(false);
  });

  it('puts a ring around what a stop points at, and its card beside it', async () => {
    const { tour, start } = await begin();
    const ring = inside(tour, '.ring');
    expect(ring.matches(':popover-open')).to.equal(false);
    inside(tour, '.primary').click();
    await tour.updateComplete;
    expect(ring.matches(':popover-open')).to.equal(true);
    const { top, bottom } = inside(tour, '.card').getBoundingClientRect();
    const target = start.getBoundingClientRect();
    expect(top >= target.bottom || bottom <= target.top).to.equal(true);
    await expect(tour).to.be.accessible();
    inside(tour, '.back').click();
    await tour.updateComplete;
    expect(ring.matches(':popover-open')).to.equal(false);
  });

  it('ends at once with Esc or its button', async () => {
    const { tour, ends } = await begin();
    inside(tour, '.skip').click();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(ends()).to.equal(2);
    tour.remove();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(ends()).to.equal(2);
  });
});
