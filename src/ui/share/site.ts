declare const SITE_URL: string | undefined;

/** Where the page is published, as its build was told by SITE_URL; null where it was not. */
export const siteUrl: string | null = typeof SITE_URL === 'string' && SITE_URL !== '' ? SITE_URL : null;
