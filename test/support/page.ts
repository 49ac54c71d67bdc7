// The whole page with a synthetic worker, and ways to what it shows.

import { fixture, html } from '@open-wc/testing-helpers';
import '../../src/ui/analysis.lazy.js';
import '../../src/ui/lab-app.js';
import type { LabApp } from '../../src/ui/lab-app.js';
import { ForecastJournal } from '../../src/ui/law/forecast/forecast-journal.js';
import { Library } from '../../src/ui/library/library.js';
import { adoptTokens } from '../../src/ui/parts/tokens.js';
import { find, query } from './find.js';
import { SyntheticClient, type SyntheticClientOptions } from './synthetic-client.js';
import { softwareDevice } from './synthetic-run.js';
import { waitUntil } from './wait-until.js';

adoptTokens(document);

// The page writes its state into the address, which the next test is not to open.
const { pathname, search } = location;
afterEach(() => history.replaceState(null, '', pathname + search));

let libraries = 0;

/** A name that no other library of this test has; the same name is the same visitor. */
export function newLibrary(): string {
  return `test-${Date.now()}-${libraries++}`;
}

/** The page with a synthetic worker on a software adapter, which makes for small experiments; it is ready to start. */
export async function openPage(
  options: SyntheticClientOptions = {},
  library: string | Library = newLibrary(),
  keepOffline: LabApp['keepOffline'] = null,
): Promise<{ app: LabApp; client: SyntheticClient }> {
  const client = new SyntheticClient({ device: softwareDevice, ...options });
  const app = await fixture<LabApp>(
    html`<lab-app
      .client=${client}
      .keepOffline=${keepOffline}
      .library=${typeof library === 'string' ? new Library({ name: library, oldName: `${library}-old` }) : library}
      .forecastJournal=${new ForecastJournal(`${typeof library === 'string' ? library : newLibrary()}-forecasts`)}
    ></lab-app>`,
  );
  const controls = (): string => text(app, 'lab-run-controls');
  await waitUntil(() => controls() !== '' && !/Measuring|Reading/.test(controls()));
  return { app, client };
}

/** An element of the page by its tag, as what it is. */
export function part<Tag extends keyof HTMLElementTagNameMap>(
  app: LabApp,
  tag: Tag,
): HTMLElementTagNameMap[Tag] {
  return find<HTMLElementTagNameMap[Tag]>(app, tag);
}

/** The words of an element, '' where it is not there. */
export function text(app: LabApp, selector: string): string {
  const found = query(app, selector);
  return ((found?.shadowRoot ?? found)?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** What is said to screen readers. */
export function status(app: LabApp): string {
  return text(app, '[role=status]');
}

/** A button under a notice. */
export function noticeButton(app: LabApp, label: string): HTMLButtonElement | undefined {
  const buttons = part(app, 'lab-notices').shadowRoot!.querySelectorAll('button');
  return [...buttons].find(({ textContent }) => textContent.trim() === label);
}

/** Configs of the experiment of the dials. */
export function sizesOf(app: LabApp): string[] {
  const { spec } = part(app, 'lab-experiment-panel');
  return (spec?.model.widths ?? []).map((width) => `w${width}`);
}

/** Starts the experiment of the dials, and waits for a status. */
export async function start(app: LabApp, until: string): Promise<void> {
  find<HTMLButtonElement>(part(app, 'lab-run-controls'), 'button.primary').click();
  await waitUntil(() => status(app).startsWith(until), `expected the status ${until}`);
  await app.updateComplete;
}
