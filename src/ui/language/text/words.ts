// All that a person reads where a text to train on is given.

import type { TextSpec } from '../../../data/tasks/text.js';

export const words = {
  text: {
    title: 'Text',
    keep: 'Keep this text',
    another: 'Another text',
    forget: 'Forget',
    forgetHint: 'Removes the text from this page and from the browser’s storage',
    reading: (name: string): string => `Making tokens of ${name} …`,
    progress: 'Tokens made',
    missing: (name: string): string =>
      `This experiment uses “${name}”. Texts are not stored in links, so please add that file again, or choose another.`,
    pick: 'Pick a file',
    drop: 'or drop one here. It stays on this page and in your browser; nothing is uploaded.',
    paste: 'Or paste a text',
    usePasted: 'Use this text',
    pastedName: 'The pasted text',
    address: 'Or give its address',
    fetch: 'Fetch',
    fetching: 'Fetching …',
    fetchHint:
      'Fetch asks this site for the file and sends nothing else. The page asks no other site for anything.',
    name: 'Name',
    characters: 'Characters',
    tokens: (kind: TextSpec['tokens']): string =>
      `Tokens (${{ character: 'characters', byte: 'bytes', bpe: 'byte pairs' }[kind]})`,
    vocabulary: 'Different tokens',
    training: 'To train on',
    heldOut: 'Held out',
    firstTokens: 'The first tokens of the text',
  },

  /** Why a file could not be fetched from an address. */
  fetching: {
    notAnAddress: (address: string): string =>
      `“${address}” is not the address of a file; it should begin with https://`,
    refused: (host: string): string =>
      `${host} could not be read from here. Either it cannot be reached, or it does not allow other pages to read its files ` +
      '(CORS); open the address in a tab of its own, save the file and pick it here.',
    status: (host: string, { status, statusText }: Response): string => {
      const answered = `${host} answered ${status}`;
      if (status === 404) return `${answered} (there is no such file); check the address.`;
      if (status === 401 || status === 403) return `${answered} (it does not give this file to everyone).`;
      return statusText ? `${answered} (${statusText}).` : answered;
    },
  },
} as const;
