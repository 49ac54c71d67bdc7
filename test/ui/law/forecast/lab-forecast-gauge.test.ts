// Covers src/ui/law/forecast/lab-forecast-gauge.ts: the gauge of a forecast. Also src/ui/law/forecast/{gauge-reading,words}.ts.

import { fixture, html, nextFrame } from '@open-wc/testing-helpers';
import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import '../../../../src/ui/law/forecast/lab-forecast-gauge.js';
import type { GaugeReading } from '../../../../src/ui/law/forecast/gauge-reading.js';
import type { LabForecastGauge } from '../../../../src/ui/law/forecast/lab-forecast-gauge.js';
import { gaugeWords } from '../../../../src/ui/law/forecast/words.js';
import { colour } from '../../../../src/ui/parts/tokens.js';
import { adoptTokens } from '../../../../src/ui/parts/tokens.js';
import { waitUntil } from '../../../support/wait-until.js';

use(chaiA11yAxe);
adoptTokens(document);

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

  it('describes in words what it shows', async () => {
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

  it('is saved as a file that works on its own', async () => {
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
