// Covers src/ui/law/planner: budgets and plans. Also src/ui/parts/{data-table,facts}.ts.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { choosePowerLaw } from '../../../../src/fit/power-law/choose.js';
import type { DeviceInfo } from '../../../../src/lab/records/record.js';
import { planningLine, type PlanningLaw } from '../../../../src/laws/forecast/planning-law.js';
import '../../../../src/ui/analysis.lazy.js';
import type { LabPlanner } from '../../../../src/ui/law/planner/lab-planner.js';
import { device, processor } from '../../../support/synthetic-run.js';
import { adoptTokens } from '../../../../src/ui/parts/tokens.js';

use(chaiA11yAxe);
adoptTokens(document);

const words = (element: HTMLElement): string =>
  [...element.shadowRoot!.querySelectorAll('*')]
    .filter(({ localName, children }) => localName !== 'style' && children.length === 0)
    .map(({ textContent }) => textContent)
    .join(' ')
    .concat(element.shadowRoot!.textContent)
    .replace(/\s+/g, ' ');

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
    expect(words(planner)).to.include('Once a law is fitted');
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

  it('shows the energy at the given watts', async () => {
    const planner = await show(line());
    planner.watts = 100;
    await planBy(planner, 'seconds');
    await change(planner, 'budget', '18', 'change');
    expect(words(planner)).to.include('1.8 kJ');
    await change(planner, 'budget', '3600000', 'change');
    expect(words(planner)).to.match(/times beyond the fitted runs/);
  });

  it('knows that a processor trains one model on one core', async () => {
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
    expect(await time(device)).to.equal('under 1');
  });

  it('leaves out time and compute where they do not change the loss', async () => {
    const same = { ...line(), flopsPerUnit: null } as PlanningLaw;
    const planner = await show(same);
    expect(planner.shadowRoot!.querySelector('input[value=flops]')).to.equal(null);
    expect(words(planner)).to.include('Loss to be reached');
  });
});
