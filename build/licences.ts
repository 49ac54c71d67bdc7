// `licences.txt`: the notices of all packages whose code is in the built page, its workers and its service worker.

import { readFileSync } from 'node:fs';
import type { Plugin } from 'rolldown';
import { licensePlugin, type LicenseInfo } from 'rolldown-license-plugin';

const RULE = `\n\n${'-'.repeat(80)}\n\n`;

export interface Licences {
  /** For each bundle beside the page's, before which it is made. */
  collect(): Plugin;
  /** For the bundle of the page. Fails where a package has no text of a licence. */
  readonly write: Plugin;
}

export function licences(): Licences {
  const packages = new Map<string, LicenseInfo>();
  const add = (found: readonly LicenseInfo[]): void =>
    found.forEach((info) => packages.set(`${info.name} ${info.version}`, info));
  return {
    collect: () => licensePlugin({ done: add }),
    write: licensePlugin({
      done(found, context) {
        add(found);
        context.emitFile({ type: 'asset', fileName: 'licences.txt', source: textOf(packages) });
      },
    }),
  };
}

function textOf(packages: ReadonlyMap<string, LicenseInfo>): string {
  const own = readFileSync(new URL('../LICENSE', import.meta.url), 'utf8').trim();
  const notices = [...packages].sort().map(([title, { license, licenseText }]) => {
    if (!licenseText) throw new Error(`${title}: found no text of its licence in node_modules`);
    return `${title} (${license})\n\n${licenseText.trim()}`;
  });
  return (
    [`Scaling Lab\n\n${own}`, 'Scaling Lab contains code of these packages.', ...notices].join(RULE) + '\n'
  );
}
