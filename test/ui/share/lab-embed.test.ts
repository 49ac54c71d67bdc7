// Covers src/ui/share/{lab-embed,embedded,address}.ts: a law alone, also in a frame of another origin (embed.html).

import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { fixture, html } from '@open-wc/testing-helpers';
import { composeExperiment } from '../../../src/lab/presets/resolve.js';
import { resultToHash } from '../../../src/lab/share/result-link.js';
import { specToHash } from '../../../src/lab/share/spec-link.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { sharedResult } from '../../../src/laws/share/shared-result.js';
import { addressOf, embedCode } from '../../../src/ui/share/address.js';
import { embeddedLaw } from '../../../src/ui/share/embedded.js';
import '../../../src/ui/share/lab-embed.js';
import type { LabEmbed } from '../../../src/ui/share/lab-embed.js';
import { processor } from '../../support/synthetic-run.js';
import { syntheticState } from '../../support/synthetic-state.js';
import { waitUntil } from '../../support/wait-until.js';

use(chaiA11yAxe);

const state = syntheticState({ device: processor });
const result = sharedResult(state, laws(state)[0], 'quiet heron')!;
const words = (embed: LabEmbed): string => embed.renderRoot.textContent.replace(/\s+/g, ' ');

async function shown(hash: string, expected: string): Promise<LabEmbed> {
  const embed = await fixture<LabEmbed>(html`<lab-embed .hash=${hash}></lab-embed>`);
  await waitUntil(() => words(embed).includes(expected));
  return embed;
}

describe('an embedded law', () => {
  it('shows the result of a link: name, settings, exponent, where and when it was measured, and a way to the lab', async () => {
    const hash = await resultToHash(result);
    const embed = await shown(hash, 'quiet heron');
    expect(words(embed)).to.match(
      /the parameters cuts the loss by \d.* Data manifold, “quiet heron” · dimension 4 .* α = 0\.9\d+ ± 0\.\d+theory: 1/,
    );
    expect(words(embed)).to.contain('Measured elsewhere · CPU, 4 cores · 14 Nov 2023');
    const link = embed.renderRoot.querySelector('a')!;
    expect([link.href, link.target]).to.deep.equal([addressOf(hash), '_blank']);
    await waitUntil(() => embed.renderRoot.querySelector('canvas') !== null);
    await expect(embed).to.be.accessible();
  });

  it('shows what is recorded for the settings of a link, and says where nothing is', async () => {
    const recorded = await embeddedLaw(await specToHash(composeExperiment('manifold', {})));
    expect(recorded).to.be.an('object').with.property('source', 'recorded');
    const embed = await shown(await specToHash(composeExperiment('manifold', {})), 'Recorded · ');
    expect(words(embed)).not.to.contain('another law');
    await shown(
      await specToHash(composeExperiment('manifold', { 'training.steps': 777 })),
      'Nothing is recorded',
    );
    await shown('#gallery', 'holds no experiment');
  });

  it('says why a link does not work, and that a link states another law than its points give', async () => {
    const hash = await resultToHash(result);
    await shown(hash.slice(0, 90), 'The link does not work. It is cut off or damaged.');
    await shown(await resultToHash({ ...result, law: { ...result.law!, alpha: 3 } }), 'another law');
  });

  it('stands in a page of another origin, by the HTML that is copied, whole at its size', async () => {
    const code = embedCode(await resultToHash(result), '"><script>x</script>');
    const frame = new DOMParser().parseFromString(code, 'text/html').querySelector('iframe')!;
    expect(frame.title).to.equal('"><script>x</script>, measured with Scaling Lab');
    expect(new URL(frame.src).search).to.contain('embed=law');
    const elsewhere = new URL('/test/ui/share/embed.html', location.href);
    elsewhere.hostname = location.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
    frame.src = elsewhere.href + new URL(frame.src).hash;
    frame.style.border = '0';
    interface Told {
      readonly text: string;
      readonly drawn: boolean;
      readonly size: readonly number[];
      readonly fits: boolean;
    }
    const told = new Promise<Told>((resolve) => {
      addEventListener('message', function hear({ origin, data }: MessageEvent<Told>) {
        if (origin !== elsewhere.origin || !data.drawn) return;
        removeEventListener('message', hear);
        resolve(data);
      });
    });
    document.body.append(frame);
    try {
      const { text, size, fits } = await told;
      expect(text).to.contain('“quiet heron”');
      expect([...size, fits]).to.deep.equal([480, 320, true]);
    } finally {
      frame.remove();
    }
  });
});
