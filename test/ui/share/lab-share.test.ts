// Covers src/ui/share/{lab-share,png,qr-code,share-styles,words}.ts.

import { expect, use } from 'chai';
import { chaiA11yAxe } from 'chai-a11y-axe';
import { fixture, html } from '@open-wc/testing-helpers';
import decodeQR from 'qr/decode.js';
import { resultFromHash } from '../../../src/lab/share/result-link.js';
import { specFromHash } from '../../../src/lab/share/spec-link.js';
import { laws } from '../../../src/laws/runs/lab-laws.js';
import { adoptTokens } from '../../../src/ui/parts/tokens.js';
import '../../../src/ui/share/lab-share.js';
import type { LabShare } from '../../../src/ui/share/lab-share.js';
import { pngOf } from '../../../src/ui/share/png.js';
import { qrModules } from '../../../src/ui/share/qr-code.js';
import { sharedOf, pictureOf } from '../../../src/ui/share/shared.js';
import { smallManifold } from '../../support/synthetic-run.js';
import { syntheticState } from '../../support/synthetic-state.js';
import { waitUntil } from '../../support/wait-until.js';

adoptTokens(document);

use(chaiA11yAxe);

const state = syntheticState();
const [law] = laws(state);

const all = (sheet: LabShare, selector: string): HTMLElement[] => [
  ...sheet.renderRoot.querySelectorAll<HTMLElement>(selector),
];
const button = (sheet: LabShare, name: string): HTMLElement =>
  all(sheet, 'button').find((each) => each.textContent.trim() === name)!;
const address = (sheet: LabShare): string =>
  sheet.renderRoot.querySelector<HTMLInputElement>('.address input')!.value;

async function opened(changes: Partial<LabShare> = {}): Promise<LabShare> {
  const sheet = await fixture<LabShare>(html`<lab-share></lab-share>`);
  Object.assign(sheet, { spec: state.plan!.spec, lab: state, law, name: 'quiet heron', ...changes });
  sheet.open();
  await waitUntil(() => sheet.renderRoot.querySelector('dialog[open] .address') !== null);
  return sheet;
}

/** Does something while the clipboard writes into a list, or refuses. */
async function withClipboard(work: (texts: string[]) => Promise<void>, refuses = false): Promise<void> {
  const texts: string[] = [];
  const { clipboard } = navigator;
  const own = clipboard.writeText;
  clipboard.writeText = (text) => {
    if (refuses) return Promise.reject(new DOMException('no', 'NotAllowedError'));
    texts.push(text);
    return Promise.resolve();
  };
  try {
    await work(texts);
  } finally {
    clipboard.writeText = own;
  }
}

/** What a scanner reads off the modules of a code. */
function scanned(text: string): string {
  const rows = qrModules(text);
  const scale = 4;
  const size = rows.length * scale;
  const data = new Uint8Array(size * size * 4).map((_, i) => {
    const pixel = i >> 2;
    const isDark = rows[Math.floor(pixel / size / scale)][Math.floor((pixel % size) / scale)];
    return i % 4 === 3 || !isDark ? 255 : 0;
  });
  return decodeQR({ width: size, height: size, data });
}

describe('the share sheet', () => {
  it('is a dialog over the page with a name, which Escape and Close end, and that axe accepts', async () => {
    const sheet = await opened();
    const dialog = sheet.renderRoot.querySelector('dialog')!;
    expect(dialog.matches(':modal')).to.equal(true);
    expect((sheet.renderRoot as ShadowRoot).activeElement).to.equal(button(sheet, 'Close'));
    expect(sheet.renderRoot.querySelector('#title')!.textContent).to.equal('Share “quiet heron”');
    await expect(sheet).to.be.accessible();
    button(sheet, 'Close').click();
    await sheet.updateComplete;
    expect(dialog.open).to.equal(false);
    await waitUntil(() => dialog.childElementCount === 0);
  });

  it('gives a link with the result and one with the settings, with their lengths, and copies them', async () => {
    const sheet = await opened();
    const withResult = await resultFromHash(new URL(address(sheet)).hash);
    expect(withResult?.name).to.equal('quiet heron');
    const options = all(sheet, 'input[name=linked]');
    const about = (): string => sheet.renderRoot.querySelector('.beside .about')!.textContent;
    expect(about()).to.match(/\d B, opens at once/);
    await withClipboard(async (texts) => {
      button(sheet, 'Copy link').click();
      options[1].click();
      await sheet.updateComplete;
      expect(about()).to.match(/\d+ letters: whoever/);
      button(sheet, 'Copied ✓').click();
      expect(texts[0]).to.contain('#r=1.');
      expect(await specFromHash(new URL(texts[1]).hash)).to.deep.equal(state.plan!.spec);
      await waitUntil(() => sheet.renderRoot.querySelector('.said')!.textContent.includes('Copied: Link.'));
      const { width } = button(sheet, 'Copied ✓').getBoundingClientRect();
      await waitUntil(() => button(sheet, 'Copy link') !== undefined);
      expect(button(sheet, 'Copy link').getBoundingClientRect().width).to.equal(width);
    });
  });

  it('draws a QR code that scanners read, dark on light in both themes', async () => {
    const sheet = await opened();
    expect(scanned(address(sheet))).to.equal(address(sheet));
    const shapes = all(sheet, '.qr *').map((shape) => shape.getAttribute('fill'));
    expect(shapes).to.deep.equal(['#fff', '#000']);
    expect(scanned('https://lab.example/#e=2.abc')).to.equal('https://lab.example/#e=2.abc');
  });

  it('copies tables, BibTeX and the code to embed, and shows them where the browser does not let it', async () => {
    const sheet = await opened();
    await withClipboard(async (texts) => {
      for (const name of ['Markdown', 'LaTeX table', 'Embed code', 'Copy BibTeX'])
        button(sheet, name).click();
      await sheet.updateComplete;
      expect(texts.map((text) => text.slice(0, 8))).to.deep.equal([
        '**Data m',
        '\\begin{t',
        '<iframe ',
        '@misc{sc',
      ]);
    });
    await withClipboard(async () => {
      button(sheet, 'Markdown').click();
      await waitUntil(() => sheet.renderRoot.querySelector('textarea') !== null);
    }, true);
    expect(sheet.renderRoot.querySelector('textarea')!.value).to.contain('| N | D |');
  });

  it('shows in the picture the law alone, or with its curves beside it', async () => {
    const sheet = await opened();
    const picture = (): string => decodeURIComponent(sheet.renderRoot.querySelector('img')!.src);
    expect(picture()).to.contain('viewBox="0 0 640 512"');
    all(sheet, 'input[name=chart]')[1].click();
    await sheet.updateComplete;
    expect(picture()).to.contain('viewBox="0 0 1280 512"');
  });

  it('saves files, and the picture as PNG with twice its pixels', async () => {
    const sheet = await opened();
    const saved: string[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      saved.push(this.download);
    };
    try {
      for (const name of [
        'Notebook .ipynb',
        'CSV',
        'JSON',
        'One-file report',
        'SVG',
        'Save picture, PNG 2 ×',
      ])
        button(sheet, name).click();
      await waitUntil(() => saved.length === 6);
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    const endings = saved.map((name) => name.slice(name.lastIndexOf('2023-11-14') + 10));
    expect(endings).to.deep.equal(['.ipynb', '.csv', '.json', '.html', '_law.svg', '_law.png']);
    const png = await pngOf(pictureOf(sharedOf(state, law, '')!, 'law', 'dark').content);
    const { width, height } = await createImageBitmap(png!);
    expect([width, height]).to.deep.equal([1280, 1024]);
    expect(await pngOf('<svg')).to.equal(null);
  });

  it('shares only the settings before there is a result, and of a result that came by a link what needs no runs', async () => {
    const none = await opened({ lab: null, law: null, spec: smallManifold(), name: '' });
    expect(none.renderRoot.textContent).to.contain('only the settings can be shared');
    expect(address(none)).to.contain('#e=2.');
    expect(button(none, 'Markdown')).to.equal(undefined);
    const came = await opened({ lab: null, law: null, result: sharedOf(state, law, 'x')!.exported.result });
    expect(address(came)).to.contain('#r=1.');
    expect([button(came, 'Notebook .ipynb'), button(came, 'JSON')].map(Boolean)).to.deep.equal([true, false]);
  });
});
