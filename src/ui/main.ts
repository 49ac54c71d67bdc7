import './page/trusted-types.js';
import './lab-app.js';
import { adoptTokens } from './parts/tokens.js';

adoptTokens(document);

// `npm run dev` serves sources, which change under the page.
if (import.meta.env.PROD) {
  document.querySelector('lab-app')!.keepOffline = async (offer) => {
    const { keepOffline } = await import('../worker/offline/client.js');
    await keepOffline(offer);
  };
}
