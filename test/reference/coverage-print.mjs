// How the parts of the study print: shares in percent, and tables.

export function percent(share) {
  return (100 * share).toFixed(1);
}

export function head(...columns) {
  row(...columns);
  console.log(`|${columns.map(() => '---').join('|')}|`);
}

export function row(...cells) {
  console.log(`| ${cells.join(' | ')} |`);
}
