// Covers src/ui/law/forecast/lab-forecast.ts, src/ui/law/forecast/offers.ts and src/ui/law/forecast/forecasts.ts: a forecast from its
// choice to its score. Also src/ui/law/forecast/{forecast-journal,forecast-styles,forecast-table}.ts, src/ui/parts/browser.ts and
// src/ui/session/stored-list.ts.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { ForecastJournal } from '../../../../src/ui/law/forecast/forecast-journal.js';
import { Library } from '../../../../src/ui/library/library.js';
import '../../../../src/ui/analysis.lazy.js';
import '../../../../src/ui/lab-app.js';
import type { LabApp } from '../../../../src/ui/lab-app.js';
import type { LabForecast } from '../../../../src/ui/law/forecast/lab-forecast.js';
import { emit } from '../../../../src/ui/session/page-events.js';
import { find, query } from '../../../support/find.js';
import { noticeButton, part, text } from '../../../support/page.js';
import { SyntheticClient, type SyntheticClientOptions } from '../../../support/synthetic-client.js';
import { softwareDevice } from '../../../support/synthetic-run.js';
import { adoptTokens } from '../../../../src/ui/parts/tokens.js';
import { waitUntil } from '../../../support/wait-until.js';

use(chaiA11yAxe);
adoptTokens(document);

let names = 0;
const newName = (): string => `forecast-test-${Date.now()}-${names++}`;
const words = (element: HTMLElement): string =>
  [...element.shadowRoot!.querySelectorAll('*')]
    .filter(({ localName, children }) => localName !== 'style' && children.length === 0)
    .map(({ textContent }) => textContent)
    .join(' ')
    .concat(element.shadowRoot!.textContent)
    .replace(/\s+/g, ' ');

interface Visit {
  readonly app: LabApp;
  readonly client: SyntheticClient;
  readonly forecast: LabForecast;
}

/** The page with a synthetic worker; the same names are the same visitor. */
async function visit(name = newName(), options: SyntheticClientOptions = {}): Promise<Visit> {
  const client = new SyntheticClient({ device: softwareDevice, ...options });
  const app = await fixture<LabApp>(
    html`<lab-app
      .client=${client}
      .library=${new Library({ name, oldName: `${name}-old` })}
      .forecastJournal=${new ForecastJournal(`${name}-forecasts`)}
    ></lab-app>`,
  );
  // An experiment of one's own: of the gallery's there is a recorded law, and its forecast, from the start.
  const { spec } = part(app, 'lab-experiment-panel');
  emit(app, 'spec-change', { spec: { ...spec!, preset: 'own' } });
  await waitUntil(() => query(app, 'lab-forecast') !== null);
  return { app, client, forecast: find<LabForecast>(app, 'lab-forecast') };
}

const button = (element: HTMLElement, label: string): HTMLButtonElement | undefined =>
  [...element.shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label);

/** Runs the experiment in sight to its end. */
async function run({ app, forecast }: Visit): Promise<void> {
  const start = (): HTMLButtonElement | null =>
    query<HTMLButtonElement>(find(app, 'lab-run-controls'), 'button.primary:enabled');
  await waitUntil(() => start() !== null);
  start()!.click();
  await waitUntil(() => button(forecast, 'Seal and train') !== undefined, 'expected a law');
}

async function sealAndTrain({ forecast }: Visit, until: RegExp): Promise<void> {
  button(forecast, 'Seal and train')!.click();
  await waitUntil(() => until.test(words(forecast)), `expected ${until}`);
  // The next offers come in a task of their own.
  await forecast.updateComplete;
}
describe('<lab-forecast>', () => {
  it('waits for a law, then offers a run a few times the largest, with its price', async () => {
    const lab = await visit();
    expect(words(lab.forecast)).to.include('Once a law is fitted, you can predict');
    await run(lab);
    expect(words(lab.forecast)).to.match(/A run [234](\.\d)? times the largest/);
    expect(words(lab.forecast)).to.match(/N = .* replicas, .* FLOPs: (about|under)/);
    await expect(lab.app).to.be.accessible();
  });

  it('follows the slider', async () => {
    const lab = await visit();
    await run(lab);
    const slider = lab.forecast.shadowRoot!.querySelector<HTMLInputElement>('input[type=range]')!;
    const before = slider.getAttribute('aria-valuetext');
    slider.value = slider.max;
    slider.dispatchEvent(new Event('input'));
    await lab.forecast.updateComplete;
    expect(slider.getAttribute('aria-valuetext')).not.to.equal(before);
  });

  it('seals, trains only the new run, and scores a hit', async () => {
    const lab = await visit();
    await run(lab);
    const runs = part(lab.app, 'lab-runs-table').runs;
    await sealAndTrain(lab, /Hit/);
    const trained = runs.map(({ plan }) => plan.id).join(', ');
    expect(lab.client.asked.at(-1)).to.equal(`start without ${trained}`);
    expect(part(lab.app, 'lab-runs-table').runs.slice(0, -1)).to.deep.equal([...runs]);
    expect(words(lab.forecast)).to.include('1 of 1 intervals held').and.include('inside the interval');
    expect(text(lab.app, 'lab-figure')).to.include('forecast, hit');
    await expect(lab.app).to.be.accessible();
  });

  it('scores a miss where the run breaks the law', async () => {
    const lab = await visit();
    await run(lab);
    lab.client.options = { device: softwareDevice, law: { E: 0.5, A: 12, alpha: 0.96 } };
    await sealAndTrain(lab, /Miss/);
    expect(words(lab.forecast)).to.include('0 of 1 intervals held').and.include('far outside the interval');
  });

  it('is stored before its run starts, and offers the next once it is scored', async () => {
    const name = newName();
    const lab = await visit(name);
    await run(lab);
    let kept = 0;
    const start = lab.client.start.bind(lab.client);
    lab.client.start = async (...args) => {
      kept = (await new ForecastJournal(`${name}-forecasts`).load()).length;
      return start(...args);
    };
    await sealAndTrain(lab, /Hit/);
    expect(kept).to.equal(1);
    button(lab.forecast, 'Predict a larger run')!.click();
    await lab.forecast.updateComplete;
    expect(button(lab.forecast, 'Seal and train')).not.to.equal(undefined);
  });

  it('keeps score over a reload, and settles a forecast whose run was interrupted', async () => {
    const name = newName();
    const first = await visit(name);
    await run(first);
    await sealAndTrain(first, /Hit/);
    button(first.forecast, 'Predict a larger run')!.click();
    await first.forecast.updateComplete;
    first.client.options = {
      device: softwareDevice,
      until: 0.5,
      then: [{ type: 'plan-finished', outcome: 'stopped', message: '', time: 0 }],
    };
    await sealAndTrain(first, /was not trained to the end/);
    await first.app.library.flush();
    first.app.remove();
    const second = await visit(name);
    await waitUntil(() => words(second.forecast).includes('1 of 1 intervals held'));
    const goOn = (): HTMLButtonElement | undefined => noticeButton(second.app, 'Go on');
    await waitUntil(() => goOn() !== undefined);
    goOn()!.click();
    await waitUntil(() => words(second.forecast).includes('2 of 2 intervals held'), 'expected a score');
    expect(second.client.asked.at(-1)).to.match(/^start without w/);
  });
});
