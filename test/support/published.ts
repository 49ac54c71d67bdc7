/** A published file, or null, and a word about it, where it is not at hand. */
export async function publishedText(name: string): Promise<string | null> {
  const response = await fetch(`/published/${name}`);
  if (response.ok) return response.text();
  console.warn(`Not compared with ${name}: it is not there.`);
  return null;
}

/**
 * Rows of a published table by the names of its columns, or null, and a word about it, where the tables are not at hand. Configs
 * are numbers where they can be.
 */
export async function publishedRows(
  name: string,
): Promise<readonly Readonly<Record<string, number | string>>[] | null> {
  const text = await publishedText(name);
  if (text === null) return null;
  const [header, ...lines] = text.trim().split('\n');
  const columns = header.split(',');
  return lines.map((line) => {
    const configs = line
      .split(',')
      .map((config, i) => [columns[i], Number.isNaN(Number(config)) ? config : Number(config)]);
    return Object.fromEntries(configs) as Record<string, number | string>;
  });
}
