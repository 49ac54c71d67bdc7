/** What a page asks of the service worker. */
export type OfflineRequest =
  /** The version that waits is to take the place of this one. */
  | 'take-over'
  /** A page of this version was loaded. */
  | 'loaded';
