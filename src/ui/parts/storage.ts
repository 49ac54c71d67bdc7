// What a browser remembers for the page in few words. Where a visitor has blocked cookies, even a look at it throws.

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A storage that remembers nothing where the browser does not. */
function storeOf(name: 'localStorage' | 'sessionStorage'): Store {
  const attempt = <T>(work: (store: Storage) => T, otherwise: T): T => {
    try {
      return work(window[name]);
    } catch {
      return otherwise;
    }
  };
  return {
    getItem: (key) => attempt((store) => store.getItem(key), null),
    setItem: (key, value) => attempt((store) => store.setItem(key, value), undefined),
    removeItem: (key) => attempt((store) => store.removeItem(key), undefined),
  };
}

/** For this tab, over a reload. */
export const tabStore = storeOf('sessionStorage');
/** For all visits. */
export const visitorStore = storeOf('localStorage');
