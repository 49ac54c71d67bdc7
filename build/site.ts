// What the page is outside its window: an app that can be installed, an entry of a search engine, a preview where it is shared.
// Previews and search engines need whole addresses: without SITE_URL, where the page will be published, these are left out.

import { readFile } from 'node:fs/promises';
import type { HtmlTagDescriptor, Plugin } from 'vite';

const NAME = 'Scaling Lab';
const ABOUT =
  'Measure neural scaling laws in your browser: train families of tiny networks, and watch their error fall along a straight line.';

/** The colour of the header, by theme. */
const colours = { light: '#ffffff', dark: '#15191c' } as const;

/** Icons by file, as `npm run pictures` draws them, with what the manifest says of them. */
const icons = [
  { src: 'icon-192.png', sizes: '192x192', purpose: 'any' },
  { src: 'icon-512.png', sizes: '512x512', purpose: 'any' },
  { src: 'icon-maskable.png', sizes: '512x512', purpose: 'maskable' },
] as const;
const TOUCH_ICON = 'apple-touch-icon.png';
const PREVIEW = 'preview.png';

/** Files that others than the page's own visitors ask for: nobody needs them without a network. */
export const forOthers: ReadonlySet<string> = new Set([PREVIEW, 'robots.txt', 'sitemap.xml']);

/** Where the page will be published, with a `/` at its end; '' where SITE_URL is not set. Throws for what is no address. */
export function siteUrlOf(value: string | undefined): string {
  if (!value) return '';
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash)
    throw new Error(`SITE_URL: expected an address such as https://example.org/lab/, got ${value}`);
  return url.href.replace(/\/*$/, '/');
}

/** What stands in the head of the page. */
export function siteTags(siteUrl: string): readonly HtmlTagDescriptor[] {
  const link = (attrs: Record<string, string>): HtmlTagDescriptor => ({ tag: 'link', attrs });
  const meta = (attrs: Record<string, string>): HtmlTagDescriptor => ({ tag: 'meta', attrs });
  return [
    meta({ name: 'description', content: ABOUT }),
    ...(['light', 'dark'] as const).map((theme) =>
      meta({ name: 'theme-color', media: `(prefers-color-scheme: ${theme})`, content: colours[theme] }),
    ),
    link({ rel: 'manifest', href: './manifest.webmanifest' }),
    link({ rel: 'apple-touch-icon', href: `./${TOUCH_ICON}` }),
    meta({ property: 'og:type', content: 'website' }),
    meta({ property: 'og:site_name', content: NAME }),
    meta({ property: 'og:title', content: `${NAME}: measure a neural scaling law in your browser` }),
    meta({ property: 'og:description', content: ABOUT }),
    meta({ name: 'twitter:card', content: siteUrl ? 'summary_large_image' : 'summary' }),
    ...(siteUrl
      ? [
          link({ rel: 'canonical', href: siteUrl }),
          meta({ property: 'og:url', content: siteUrl }),
          meta({ property: 'og:image', content: siteUrl + PREVIEW }),
          meta({ property: 'og:image:width', content: '1200' }),
          meta({ property: 'og:image:height', content: '630' }),
          meta({
            property: 'og:image:alt',
            content:
              'A scaling law that was measured in the page: six sizes of a network, and a line through their losses',
          }),
        ]
      : []),
  ];
}

/** The files of text beside the page, by name. */
export function siteTexts(siteUrl: string): ReadonlyMap<string, string> {
  const manifest = {
    name: NAME,
    short_name: NAME,
    description: ABOUT,
    lang: 'en',
    start_url: './',
    scope: './',
    display: 'standalone',
    theme_color: colours.light,
    background_color: '#f4f4f1',
    categories: ['education', 'science'],
    icons: icons.map((icon) => ({ ...icon, type: 'image/png' })),
    shortcuts: ['gallery', 'lesson', 'history'].map((place) => ({
      name: { gallery: 'Gallery', lesson: 'Lessons', history: 'History' }[place],
      url: `./#${place}`,
    })),
  };
  const robots = ['User-agent: *', 'Allow: /', ...(siteUrl ? [`Sitemap: ${siteUrl}sitemap.xml`] : [])];
  return new Map([
    ['manifest.webmanifest', `${JSON.stringify(manifest, null, 1)}\n`],
    ['robots.txt', `${robots.join('\n')}\n`],
    // One page: all else is in its hash, which search engines do not see.
    ...(siteUrl ? ([['sitemap.xml', sitemap(siteUrl)]] as const) : []),
  ]);
}

function sitemap(siteUrl: string): string {
  const address = siteUrl.replace(/&/g, '&amp;');
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${address}</loc></url></urlset>
`;
}

/** The pictures beside the page. */
export function sitePictures(siteUrl: string): readonly string[] {
  return [...icons.map(({ src }) => src), TOUCH_ICON, ...(siteUrl ? [PREVIEW] : [])];
}

export function site(siteUrl: string): Plugin {
  return {
    name: 'site',
    apply: 'build',
    // After Vite has looked for files of its own among the links.
    transformIndexHtml: {
      order: 'post',
      handler: () => siteTags(siteUrl).map((tag) => ({ ...tag, injectTo: 'head' })),
    },
    async generateBundle() {
      for (const [fileName, source] of siteTexts(siteUrl)) this.emitFile({ type: 'asset', fileName, source });
      for (const fileName of sitePictures(siteUrl)) {
        const source = await readFile(new URL(`./pictures/${fileName}`, import.meta.url));
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}
