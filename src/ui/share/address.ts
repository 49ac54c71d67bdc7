import { withoutEngine } from '../device/engine-wish.js';
import { siteUrl } from './site.js';
import { words } from './words.js';

/** The address of a link for others: what trains on this machine, and how it is shown here, are left out. */
export function addressOf(hash: string): string {
  const page = new URL(withoutEngine(location.href));
  page.searchParams.delete('embed');
  page.hash = '';
  return page.href.replace(/#$/, '') + hash;
}

/** HTML that shows a law on another page. */
export function embedCode(hash: string, title: string): string {
  const page = new URL(siteUrl ?? addressOf(''));
  page.searchParams.set('embed', 'law');
  return words.embedCode(escaped(page.href + hash), escaped(title));
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
