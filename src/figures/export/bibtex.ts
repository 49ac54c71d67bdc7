// How to cite a result: version, date and device, without which it cannot be measured again.

import { dayOf } from '../../lab/share/settings.js';
import { deviceWords, lawNumbers, settingsOf, titleOf, type ExportedResult } from './exported.js';
import { texText } from './tex.js';

/** Names of months in all BibTeX styles. */
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** An entry of BibTeX; `hash` is that of a link to the result, for sites that are published. */
export function bibtex({ result, law, site }: ExportedResult, hash: string): string {
  const { spec, name, labVersion, device, measured } = result;
  const date = measured === null ? null : new Date(measured);
  const numbers = lawNumbers(law);
  const title = `${titleOf(result)}, ${settingsOf(result)}${numbers === null ? '' : `: ${numbers}`}`;
  const engine = device?.engineVersion ?? null;
  const note = [
    `Scaling Lab ${labVersion}`,
    ...(engine === null ? [] : [`engine ${engine}`]),
    ...(device ? [deviceWords(device)] : []),
    ...(measured === null ? [] : [`measured ${dayOf(measured)}`]),
  ].join(', ');
  const fields = [
    ['author', '{{Scaling Lab contributors}}'],
    ['title', `{{${texText(title.replaceAll(' · ', ', '))}}}`],
    ...(date
      ? [['year', `{${date.getUTCFullYear()}}`] as const, ['month', months[date.getUTCMonth()]] as const]
      : []),
    ['note', `{${texText(note)}}`],
    ...(site === null ? [] : [['url', `{${addressOf(site)}${hash}}`] as const]),
  ];
  const key = keyOf(name || spec.preset, measured);
  return `@misc{${key},\n${fields.map(([field, value]) => `  ${field.padEnd(6)} = ${value}`).join(',\n')}\n}\n`;
}

function keyOf(name: string, measured: number | null): string {
  const words = [name, ...(measured === null ? [] : [dayOf(measured)])];
  const ascii = words.join('-').normalize('NFKD').toLowerCase();
  return `scaling-lab-${
    ascii
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'result'
  }`;
}

/** An address without what could end a field. */
function addressOf(site: string): string {
  return site.replace(/[{}\\\s]/g, '');
}
