// All that the share sheet and the embedded law say.

import { formatCount } from '../../base/format.js';

export const words = {
  title: (name: string): string => (name === '' ? 'Share this experiment' : `Share “${name}”`),
  close: 'Close',

  picture: {
    title: 'Picture',
    alt: (title: string): string => `${title}: the picture that is saved`,
    save: 'Save picture, PNG 2 ×',
    svg: 'SVG',
    copy: 'Copy picture',
    theme: 'Colours',
    themes: { light: 'Light', dark: 'Dark' },
    chart: 'Chart',
    charts: { law: 'Law', both: 'Law and curves' },
  },

  link: {
    title: 'Link',
    what: 'What the link holds',
    result: 'With this result',
    settings: 'Settings only',
    address: 'Address of the link',
    copy: 'Copy link',
    aboutResult: (bytes: number): string =>
      `${bytes < 1000 ? `${bytes} ` : formatCount(bytes, 2)}B, opens at once: whoever opens it sees your points, law and device, ` +
      'marked “measured elsewhere”, and can measure it again.',
    aboutSettings: (letters: number): string =>
      `${letters} letters: whoever opens it sees these settings, and measures the law on their own machine.`,
  },

  qr: {
    label: 'QR code of the link',
    large: (letters: number): string =>
      `This link is too long for a QR code that phones can read (${letters} letters). Choose “Settings only”.`,
  },

  text: {
    title: 'For text and code',
    copy: { markdown: 'Markdown', latex: 'LaTeX table', bibtex: 'BibTeX' },
    copyLabel: (name: string): string => `Copy: ${name}`,
    save: { ipynb: 'Notebook .ipynb', csv: 'CSV', json: 'JSON', html: 'One-file report' },
    saveLabel: (name: string): string => `Save as ${name}`,
    embed: 'Embed code',
  },

  cite: { title: 'Cite', copy: 'Copy BibTeX' },

  none: 'There is no result yet: only the settings can be shared.',
  copied: (what: string): string => `Copied: ${what}.`,
  done: 'Copied ✓',
  saved: (name: string): string => `Saved: ${name}.`,
  byHand: 'The browser does not let the page copy. The text is below: select and copy it.',
  noPicture: 'The browser could not draw the picture. The SVG holds the same.',

  embedCode: (address: string, title: string): string =>
    `<iframe src="${address}" title="${title}, measured with Scaling Lab" width="480" height="320" loading="lazy"></iframe>`,

  embed: {
    open: 'Open in Scaling Lab',
    compare: 'Put it beside others',
    opening: 'Opening the link.',
    nothing: 'Nothing to show',
    noLink: 'This address holds no experiment and no result.',
    noRecording: 'Nothing is recorded for these settings. The lab can measure them.',
    elsewhere: 'Measured elsewhere',
    recorded: 'Recorded',
    differs: 'The link states another law than its points give; this is the law of its points.',
    failed: 'The link does not work.',
  },
} as const;
