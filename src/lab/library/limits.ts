/** Bytes of texts in one file of experiments. */
export const MOST_TEXT_BYTES = 2 ** 26;
