/** Rows of a batch of the evaluation set, at most: what one call of a kernel sees of it, and what memory it takes, follow. */
export const EVALUATION_ROWS = 2048;
