// A result as a Jupyter notebook (nbformat 4.5) with its points inside, which fits the law again with scipy: the same estimator as the
// lab's, so the exponent is the same.

import { lawInWords } from '../../../laws/runs/words.js';
import { labWords, measuredWords, settingsOf, titleOf, type ExportedResult } from '../exported.js';
import { markdownText } from '../tables.js';
import plot from './plot.py?raw';
import refit from './refit.py?raw';

interface Cell {
  readonly cell_type: 'markdown' | 'code';
  readonly id: string;
  readonly metadata: object;
  readonly source: readonly string[];
  readonly execution_count?: null;
  readonly outputs?: readonly [];
}

export function notebook(exported: ExportedResult): string {
  const { result, law } = exported;
  const { spec, axis, points } = result;
  const column = (values: readonly (number | null)[]): string =>
    `[${values.map((value) => value ?? 'None').join(', ')}]`;
  const xs = points.map(({ N, uniqueSamples }) => (axis === 'N' ? N : uniqueSamples));
  const data = [
    `axis = "${axis}"`,
    `x = np.array(${column(xs)}, dtype=float)`,
    `D = np.array(${column(points.map(({ D }) => D))}, dtype=float)`,
    `C = np.array(${column(points.map(({ C }) => C))}, dtype=float)`,
    `loss = np.array(${column(points.map(({ loss }) => loss))}, dtype=float)`,
    `standard_error = np.array(${column(points.map(({ standardError }) => standardError))}, dtype=float)`,
  ].join('\n');
  const cells: Cell[] = [
    markdown(
      'about',
      [
        `# ${markdownText(titleOf(result))}`,
        `${markdownText(settingsOf(result))}. ${markdownText(lawInWords(law))}`,
        markdownText(`${measuredWords(result)} · ${labWords(exported)}`),
        'The cells below hold the points and fit the law again: L = E + A x^-alpha. They need numpy and scipy.',
      ].join('\n\n'),
    ),
    code('fit', refit),
    code('points', data),
    ...(law.fit.type === 'fit' ? fitCells(law.fit) : []),
  ];
  const language = { name: 'python', version: '3' };
  const kernel = { display_name: 'Python 3', language: 'python', name: 'python3' };
  const { device, measured, labVersion } = result;
  const metadata = {
    kernelspec: kernel,
    language_info: language,
    scaling_lab: { version: labVersion, measured, device, spec },
  };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

function fitCells(fit: Extract<ExportedResult['law']['fit'], { type: 'fit' }>): Cell[] {
  const known = fit.floor.type === 'fixed' ? `, known_floor=${fit.floor.value}` : '';
  const [low, high] = fit.intervals.alpha;
  return [
    code(
      'same',
      [
        `fit = fit_power_law(x, loss, standard_error, floor="${fit.floor.type}"${known})`,
        `lab = {"alpha": ${fit.alpha}, "alpha_interval": (${low}, ${high}), "E": ${fit.E}}`,
        'print("here:", fit)',
        'print("lab: ", lab)',
        'print("exponents differ by", abs(fit["alpha"] - lab["alpha"]))',
      ].join('\n'),
    ),
    code('plot', plot),
  ];
}

const lines = (text: string): string[] => text.trimEnd().split(/(?<=\n)/);

function markdown(id: string, text: string): Cell {
  return { cell_type: 'markdown', id, metadata: {}, source: lines(text) };
}

function code(id: string, text: string): Cell {
  return { cell_type: 'code', id, metadata: {}, source: lines(text), execution_count: null, outputs: [] };
}
