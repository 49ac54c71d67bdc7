/**
 * Version of the numbers: raised whenever the same experiment gives other bits on the processor's engine than before. The golden records
 * (test/fixtures/golden) fail until it is.
 */
export const ENGINE_VERSION = 1;
