import { waitUntil as until } from '@open-wc/testing-helpers';

/** Long enough for the busiest machine: a guard against hangs, never a measure of speed. */
const LIMIT = 60_000;

/** Waits until a condition holds. */
export function waitUntil(
  condition: () => unknown,
  message?: string,
  options: { readonly interval?: number } = {},
): Promise<void> {
  return until(condition, message, { timeout: LIMIT, ...options });
}
