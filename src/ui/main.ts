import './page/trusted-types.js';
import './page/lab-first.js';
import { whenPainted } from './parts/browser.js';
import { adoptTokens } from './parts/tokens.js';

adoptTokens(document);
const app = document.querySelector('lab-app')!;

// `npm run dev` serves sources, which change under the page.
if (import.meta.env.PROD) {
  app.keepOffline = async (offer) => {
    // Without a network there is nothing to keep on this visit.
    const client = await import('../worker/offline/client.js').catch(() => null);
    await client?.keepOffline(offer);
  };
}

if (new URLSearchParams(location.search).get('embed') === 'law') {
  // A law alone, in a page of somebody else's.
  void import('./share/lab-embed.js').then(() => {
    const embed = document.createElement('lab-embed');
    embed.theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    app.replaceWith(embed);
  });
} else {
  // A law stands on the page first; then all else is loaded.
  whenPainted(() => void import('./lab-app.js'));
}
