// Covers src/ui/law/bill: what less loss takes and costs, by one's own law and by published ones.

import { fixture, html } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { exampleTable } from '../../../../src/laws/examples/example-tables.js';
import type { PlanningLaw } from '../../../../src/laws/forecast/planning-law.js';
import { planOf } from '../../../../src/laws/outlook/plan-of.js';
import { outlookOf } from '../../../../src/laws/outlook/table-outlook.js';
import { lawsOfTable } from '../../../../src/laws/table-laws.js';
import '../../../../src/ui/law/bill/lab-bill.js';
import type { LabBill } from '../../../../src/ui/law/bill/lab-bill.js';
import { adoptTokens } from '../../../../src/ui/parts/tokens.js';
import { find, inside, words } from '../../../support/find.js';
import { tableOf } from '../../../support/law-panels.js';
import { processor } from '../../../support/synthetic-run.js';

use(chaiA11yAxe);
adoptTokens(document);

const law = planOf(outlookOf(lawsOfTable(tableOf(exampleTable('size-data')!.text()))), 'surface');
const show = (of: PlanningLaw | null): Promise<LabBill> =>
  fixture<LabBill>(
    html`<main style="width: 60rem"><lab-bill .law=${of} .device=${processor}></lab-bill></main>`,
  ).then((main) => find<LabBill>(main as unknown as Element, 'lab-bill'));

async function set(bill: LabBill, id: string, value: string, type: 'change' | 'input'): Promise<void> {
  const input = inside<HTMLInputElement>(bill, `#${id}`);
  input.value = value;
  input.dispatchEvent(new Event(type));
  await bill.updateComplete;
}

describe('<lab-bill>', () => {
  it('says what less loss needs, in percent with intervals, and what that costs', async () => {
    const bill = await show(law);
    await set(bill, 'cut', '2', 'input');
    expect(words(bill, '.needs')).to.match(
      /^2 % less loss, 2\.3\d to 2\.[23]\d, needs [\d.]+ % \([\d.]+ to [\d.]+ %\) more parameters, [\d.]+ % \([\d.]+ to [\d.]+ %\) more data and [\d.]+ % \([\d.]+ to [\d.]+ %\) more compute\.$/,
    );
    expect(words(bill, 'table')).to.include('Its price').and.include('A million answers').and.include('$');
    await expect(bill).to.be.accessible();
  });

  it('reckons with the visitor’s own assumptions', async () => {
    const bill = await show(law);
    const price = (): number => Number(/Its price \$([\d.]+)/.exec(words(bill, 'table'))![1]);
    const before = price();
    await set(bill, 'pricePerHour', '4', 'change');
    expect(price() / before).to.be.closeTo(2, 0.02);
    await set(bill, 'pricePerHour', '-1', 'change');
    expect(inside<HTMLInputElement>(bill, '#pricePerHour').value).to.equal('4');
  });

  it('says so where the loss lies below the floor', async () => {
    const bill = await show(law);
    await set(bill, 'cut', '50', 'input');
    expect(words(bill, '.needs')).to.include('50 % less is below the floor');
  });

  it('shows real models on published laws, also without a law of one’s own', async () => {
    const bill = await show(null);
    expect(words(bill))
      .to.include('closed until there is a law')
      .and.include('GPT-3')
      .and.include('Hoffmann et al. 2022');
    expect(words(bill, '.needs')).to.include('28 × the compute');
    const menu = inside<HTMLSelectElement>(bill, 'select');
    menu.value = 'GPT-3';
    menu.dispatchEvent(new Event('change'));
    inside<HTMLInputElement>(bill, 'input[value=kaplan]').click();
    await bill.updateComplete;
    expect(words(bill, '.needs')).to.include('5 % less loss, 1.7');
    expect(bill.shadowRoot!.querySelector('lab-planner')).to.equal(null);
    await expect(bill).to.be.accessible();
  });
});
