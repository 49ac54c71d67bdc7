import { fixture, html, nextFrame, waitUntil } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { choosePowerLaw } from '../../../src/fit/power-law/choose.js';
import type { DeviceInfo } from '../../../src/lab/records/record.js';
import { planningLine, type PlanningLaw } from '../../../src/laws/forecast/planning-law.js';
import '../../../src/ui/law/forecast/lab-forecast-gauge.js';
import {
  gaugeWords,
  type GaugeReading,
  type LabForecastGauge,
} from '../../../src/ui/law/forecast/lab-forecast-gauge.js';
import { ForecastJournal } from '../../../src/ui/law/forecast/forecast-journal.js';
import { Journal } from '../../../src/ui/session/journal.js';
import '../../../src/ui/analysis.lazy.js';
import '../../../src/ui/lab-app.js';
import type { LabApp } from '../../../src/ui/lab-app.js';
import type { LabForecast } from '../../../src/ui/law/forecast/lab-forecast.js';
import type { LabPlanner } from '../../../src/ui/law/planner/lab-planner.js';
import { adoptTokens, colour } from '../../../src/ui/parts/tokens.js';
import { find, query } from '../../support/find.js';
import { noticeButton, part } from '../../support/page.js';
import { SyntheticClient, type SyntheticClientOptions } from '../../support/synthetic-client.js';
import { device, processor, softwareDevice } from '../../support/synthetic-run.js';

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
      .journal=${new Journal(name)}
      .forecastJournal=${new ForecastJournal(`${name}-forecasts`)}
    ></lab-app>`,
  );
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
  await waitUntil(() => button(forecast, 'Seal and train') !== undefined, 'expected a law', {
    timeout: 5000,
  });
}

async function sealAndTrain({ forecast }: Visit, until: RegExp): Promise<void> {
  button(forecast, 'Seal and train')!.click();
  await waitUntil(() => until.test(words(forecast)), `expected ${until}`, { timeout: 5000 });
  // The next offers come in a task of their own.
  await forecast.updateComplete;
}

describe('<lab-forecast>', () => {
  it('waits for a law, then offers a run a few times the largest, with its price', async () => {
    const lab = await visit();
    expect(words(lab.forecast)).to.include('Once there is a law');
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
    expect(part(lab.app, 'lab-law-chart').forecast?.measured?.hit).to.equal(true);
    await expect(lab.app).to.be.accessible();
  });

  it('scores a miss where the run breaks the law', async () => {
    const lab = await visit();
    await run(lab);
    lab.client.options = { device: softwareDevice, law: { E: 0.5, A: 12, alpha: 0.96 } };
    await sealAndTrain(lab, /Miss/);
    expect(words(lab.forecast)).to.include('0 of 1 intervals held').and.include('far outside the interval');
  });

  it('is written down before its run starts, and offers the next once it is scored', async () => {
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
    button(lab.forecast, 'Foretell a larger run')!.click();
    await lab.forecast.updateComplete;
    expect(button(lab.forecast, 'Seal and train')).not.to.equal(undefined);
  });

  it('keeps score over a reload, and settles a forecast whose run was interrupted', async () => {
    const name = newName();
    const first = await visit(name);
    await run(first);
    await sealAndTrain(first, /Hit/);
    button(first.forecast, 'Foretell a larger run')!.click();
    await first.forecast.updateComplete;
    first.client.options = {
      device: softwareDevice,
      until: 0.5,
      then: [{ type: 'plan-finished', outcome: 'stopped', message: '', time: 0 }],
    };
    await sealAndTrain(first, /was not trained to the end/);
    await first.app.journal.append([]);
    first.app.remove();
    const second = await visit(name);
    await waitUntil(() => words(second.forecast).includes('1 of 1 intervals held'));
    const goOn = (): HTMLButtonElement | undefined => noticeButton(second.app, 'Go on');
    await waitUntil(() => goOn() !== undefined);
    goOn()!.click();
    await waitUntil(() => words(second.forecast).includes('2 of 2 intervals held'), 'expected a score', {
      timeout: 5000,
    });
    expect(second.client.asked.at(-1)).to.match(/^start without w/);
  });
});

describe('<lab-forecast-gauge>', () => {
  const reading: GaugeReading = {
    loss: 0.02,
    interval: [0.018, 0.022],
    measured: { loss: 0.0235, standardError: 0.0002, hit: false },
    known: 0.05,
  };
  const show = async (): Promise<LabForecastGauge> => {
    const gauge = await fixture<LabForecastGauge>(
      html`<lab-forecast-gauge style="width: 600px" .reading=${reading}></lab-forecast-gauge>`,
    );
    await waitUntil(() => gauge.shadowRoot!.querySelector('svg') !== null);
    return gauge;
  };

  it('says in words what it shows', async () => {
    expect(gaugeWords(reading, 'nats')).to.equal(
      'Expected 0.0200 nats, 95 % interval 0.0180 to 0.0220; measured 0.02350 ± 0.00020, outside.',
    );
    const gauge = await show();
    expect(gauge.shadowRoot!.querySelector('svg')!.getAttribute('aria-label')).to.include('outside');
    await expect(gauge).to.be.accessible();
  });

  it('puts a miss outside its interval', async () => {
    const gauge = await show();
    const bar = gauge.shadowRoot!.querySelector('rect')!.getBoundingClientRect();
    const dot = gauge.shadowRoot!.querySelector(`circle[fill="${colour('danger-ink', 'light')}"]`)!;
    expect(dot.getBoundingClientRect().left).to.be.above(bar.right);
  });

  it('leaves as a file that stands alone', async () => {
    const gauge = await show();
    const svg = new DOMParser().parseFromString(gauge.svg(), 'image/svg+xml');
    expect(svg.querySelector('parsererror')).to.equal(null);
    expect(gauge.svg()).not.to.match(/<!--|var\(/);
    await nextFrame();
    const picture = await gauge.png();
    expect(picture?.type).to.equal('image/png');
    expect(picture?.size).to.be.above(1000);
  });
});

describe('<lab-planner>', () => {
  function line(flopsPerUnit = 6e6): PlanningLaw {
    const points = [1e3, 3e3, 1e4, 3e4, 1e5].map((N) => ({
      N,
      D: 1e6,
      C: flopsPerUnit * N,
      loss: 0.2 + 30 * N ** -0.5,
    }));
    const choice = choosePowerLaw(
      points.map(({ N, loss }) => ({ x: N, loss, standardError: null })),
      0.2,
    );
    return planningLine({ axis: 'N', ...choice }, points);
  }
  const show = (law: PlanningLaw | null): Promise<LabPlanner> =>
    fixture<LabPlanner>(html`<lab-planner .law=${law} .device=${device}></lab-planner>`);
  const change = async (
    planner: LabPlanner,
    id: string,
    value: string,
    type: 'change' | 'input',
  ): Promise<void> => {
    const input = planner.shadowRoot!.querySelector<HTMLInputElement>(`#${id}`)!;
    input.value = value;
    input.dispatchEvent(new Event(type));
    await planner.updateComplete;
  };
  const planBy = async (planner: LabPlanner, by: string): Promise<void> => {
    planner.shadowRoot!.querySelector<HTMLInputElement>(`input[value=${by}]`)!.click();
    await planner.updateComplete;
  };

  it('waits for a law', async () => {
    const planner = await show(null);
    expect(words(planner)).to.include('Once there is a law');
    await expect(planner).to.be.accessible();
  });

  it('says what a budget buys, in time, compute or loss', async () => {
    const planner = await show(line());
    await planBy(planner, 'flops');
    await change(planner, 'budget', '6e11', 'change');
    expect(words(planner))
      .to.include('100 k')
      .and.include('600 G FLOPs')
      .and.match(/0\.29[45]/);
    await planBy(planner, 'loss');
    await change(planner, 'budget', '0.3', 'change');
    expect(words(planner)).to.include('90 k');
    await change(planner, 'budget', '0.1', 'change');
    expect(words(planner)).to.include('no budget reaches');
    await expect(planner).to.be.accessible();
  });

  it('prices a lower loss, and energy at the watts it is told', async () => {
    const planner = await show(line());
    await planBy(planner, 'seconds');
    await change(planner, 'budget', '3600', 'change');
    await change(planner, 'watts', '100', 'change');
    expect(words(planner)).to.include('100 Wh');
    await change(planner, 'cut', '1', 'input');
    expect(words(planner)).to.match(
      /1 % lower loss costs .*× the parameters, .*× the compute|no budget reaches/,
    );
  });

  it('knows that a processor trains one model on one core, and draws less', async () => {
    const planner = await show(line());
    const time = async (info: DeviceInfo): Promise<string> => {
      planner.device = info;
      await planner.updateComplete;
      await planBy(planner, 'flops');
      await change(planner, 'budget', '6e11', 'change');
      return words(planner).match(/Time, estimated (\S+ \S+)/)![1];
    };
    // 600 GFLOP on one of four cores that do 48 GFLOP/s together.
    expect(await time(processor)).to.equal('50 s');
    expect(planner.shadowRoot!.querySelector<HTMLInputElement>('#watts')!.value).to.equal('45');
    expect(await time(device)).to.equal('under 1');
    expect(planner.shadowRoot!.querySelector<HTMLInputElement>('#watts')!.value).to.equal('200');
  });

  it('leaves out time and compute where they buy nothing', async () => {
    const same = { ...line(), flopsPerUnit: null } as PlanningLaw;
    const planner = await show(same);
    expect(planner.shadowRoot!.querySelector('input[value=flops]')).to.equal(null);
    expect(words(planner)).to.include('Loss to be reached');
  });
});
