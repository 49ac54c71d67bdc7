/**
 * Rows of a published table by the names of its columns, or null, and a word about it, where the tables are not at hand. Cells
 * are numbers where they can be.
 */
export async function publishedRows(
  name: string,
): Promise<readonly Readonly<Record<string, number | string>>[] | null> {
  const response = await fetch(`/published/${name}`);
  if (!response.ok) {
    console.warn(`Not compared with ${name}: the published tables are not there.`);
    return null;
  }
  const [header, ...lines] = (await response.text()).trim().split('\n');
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line
      .split(',')
      .map((cell, i) => [columns[i], Number.isNaN(Number(cell)) ? cell : Number(cell)]);
    return Object.fromEntries(cells) as Record<string, number | string>;
  });
}
