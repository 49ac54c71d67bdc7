/** A function that makes its value when it is first called, and returns it from then on. An error is kept in the same way. */
export function lazily<Value>(make: () => Value): () => Value {
  let get = (): Value => {
    try {
      const value = make();
      get = () => value;
    } catch (error) {
      get = () => {
        throw error;
      };
    }
    return get();
  };
  return () => get();
}

/** An object whose properties are made when they are first read. */
export function lazyRecord<Values extends object>(makers: {
  readonly [Key in keyof Values]: () => Values[Key];
}): Readonly<Values> {
  const record = {};
  for (const key of Object.keys(makers) as (keyof Values)[]) {
    Object.defineProperty(record, key, { get: lazily(makers[key]), enumerable: true });
  }
  return record as Values;
}
