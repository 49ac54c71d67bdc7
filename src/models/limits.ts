// How much a device is given at once. The engine allocates by these numbers, and a plan counts the memory of its runs by them.

/** Rows of a batch of the evaluation set, at most: it bounds the time of a kernel's call, and the memory of its activations. */
export const EVALUATION_ROWS = 2048;

/** Steps whose losses a device keeps until they are read, at most: a chunk is never longer. */
export const TRACED_STEPS = 4096;
