/** Why experiments are not kept. */
export const words = {
  problem: {
    full: 'no room is left for this page. Delete experiments, or save them as a file first',
    missing: 'this browser has no storage for pages, as in some private windows',
    blocked: 'another tab with an earlier version of this page holds the storage. Close it',
    closed: 'the browser closed the storage',
    silent: 'the storage of this browser does not answer',
    code: 'the code for it could not be loaded. Check the network',
  },
} as const;
