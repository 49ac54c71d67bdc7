// Trusted Types: the Content Security Policy of index.html lets no string become code or markup. Addresses of workers are strings, so
// this file comes before all that makes one. Browsers without Trusted Types have the other rules of the policy.

/** What of https://developer.mozilla.org/docs/Web/API/TrustedTypePolicyFactory is used here; TypeScript has no types of it. */
interface PolicyFactory {
  createPolicy(name: string, rules: { readonly createScriptURL: (address: string) => string | null }): void;
}

/** The address of a script where it lies below the page's own folder; null, which the browser refuses, where it does not. */
export function ownScript(address: string): string | null {
  const folder = new URL('./', document.baseURI).href;
  const { href } = new URL(address, folder);
  return href.startsWith(folder) ? href : null;
}

const { trustedTypes } = window as { readonly trustedTypes?: PolicyFactory };
trustedTypes?.createPolicy('default', { createScriptURL: ownScript });
