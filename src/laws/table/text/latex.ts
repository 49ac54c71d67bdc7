// Tables of LaTeX as lines of cells: rows end with \\, cells are split by &.
// cspell:ignore tabularx longtable tblr hline toprule midrule bottomrule addlinespace endhead endfirsthead endfoot centering cmidrule textbf textit mathbf mathrm emph textsc texttt mathit boldsymbol

const BEGIN = /\\begin\{(?:tabular|tabularx|longtable|array|tblr)\*?\}/;
/** What has no cells: rules, and what stands around a table. */
const RULES =
  /\\(?:hline|toprule|midrule|bottomrule|addlinespace|endhead|endfirsthead|endfoot|centering|small|cmidrule(?:\([^)]*\))?\{[^}]*\}|cline\{[^}]*\})/g;
/** Commands whose argument is the cell. */
const MARKS =
  /\\(?:textbf|textit|mathbf|mathrm|text|emph|underline|num|textsc|texttt|mathit|boldsymbol)\s*\{([^{}]*)\}/g;

export function isLatex(text: string): boolean {
  return BEGIN.test(text) || /^[^\n&]*&[^\n]*\\\\\s*(?:\\hline\s*)?$/m.test(text.slice(0, 10_000));
}

/** The same table with tabs between its cells, a line a row; lines keep their numbers where a row has one. */
export function linesOfLatex(text: string): string {
  const begin = BEGIN.exec(text);
  const from = begin === null ? 0 : begin.index + begin[0].length;
  const end = text.indexOf('\\end{', from);
  const before = text.slice(0, from).replace(/[^\n]/g, '');
  const body = text.slice(from, end < 0 ? text.length : end);
  // The columns of \begin{tabular}{lrr} stand before the first row.
  const rows = (begin === null ? body : body.replace(/^\s*(?:\[[^\]]*\])?(?:\{(?:[^{}]|\{[^{}]*\})*\})*/, ''))
    .replace(/(?<!\\)%.*$/gm, '')
    .replace(RULES, '');
  return (
    before +
    rows
      .split(/\\\\(?:\[[^\]]*\])?/)
      .map(cellsOf)
      .join('')
  );
}

/** One row; the ends of lines within it stay, before its cells. */
function cellsOf(row: string): string {
  const ends = row.replace(/[^\n]/g, '');
  const cells = row
    .replace(/\s+/g, ' ')
    .split(/(?<!\\)&/)
    .map((cell) => plain(cell));
  return cells.every((cell) => cell === '') ? ends : `${ends}${cells.join('\t')}`;
}

function plain(cell: string): string {
  let text = cell;
  for (let i = 0; i < 3; i++) text = text.replace(MARKS, '$1');
  return text
    .replace(/\\multi(?:column|row)\{[^}]*\}\{[^}]*\}\{([^{}]*)\}/g, '$1')
    .replace(/\\([%_&#$])/g, '$1')
    .replace(/\\pm\b/g, '±')
    .replace(/\$/g, '')
    .trim();
}
