import './page/trusted-types.js';
import './lab-app.js';
import { adoptTokens } from './parts/tokens.js';

adoptTokens(document);

// `npm run dev` serves sources, which change under the page.
if (import.meta.env.PROD) {
  document.querySelector('lab-app')!.keepOffline = async (offer) => {
    // Without a network there is nothing to keep on this visit.
    const client = await import('../worker/offline/client.js').catch(() => null);
    await client?.keepOffline(offer);
  };
}
