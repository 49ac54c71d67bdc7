import { waitUntil as until } from '@open-wc/testing-helpers';

/** Waits until a condition holds. Its limit is a guard against hangs: ten times what a busy machine has needed. */
export function waitUntil(
  condition: () => unknown,
  message?: string,
  options: { readonly timeout?: number; readonly interval?: number } = {},
): Promise<void> {
  return until(condition, message, { timeout: 10_000, ...options });
}
