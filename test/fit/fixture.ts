/** A fixture of scipy, made by test/reference/make-fit-fixtures.py. */
export async function fixture<T>(name: string): Promise<T> {
  const response = await fetch(new URL(`../fixtures/fit/${name}`, import.meta.url));
  return (await response.json()) as T;
}
