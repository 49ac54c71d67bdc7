// Charts as a picture that stands alone: what was found and measured above them, where and when below them.

import type { ChartStyle } from '../chart-style.js';
import type { Figure } from '../figure.js';
import { figureSvg } from '../figure-svg.js';
import { chartFrame, chartSize, escapeXml, text } from '../svg-frame.js';
import {
  headlineOf,
  labWords,
  lawNumbers,
  measuredWords,
  settingsOf,
  theoryOf,
  titleOf,
  type ExportedResult,
} from './exported.js';

const HEAD = 62;
const FOOT = 30;
const MARGIN = 18;
/** Letters that fit into a line of each size, for each chart side by side. */
const FITTING = { title: 66, line: 92, source: 54 };
/** Distances of the exponent from the corner of its plot. */
const INSET = { x: 14, y: 16 };

/** Figures side by side; the last is that of the law, and has its exponent in large type. */
export function pictureSvg(figures: readonly Figure[], exported: ExportedResult, style: ChartStyle): string {
  const { result, law } = exported;
  const columns = Math.max(1, figures.length);
  const width = columns * chartSize.width;
  const height = HEAD + chartSize.height + FOOT;
  const title = titleOf(result);
  const headline = headlineOf(law);
  const line = headline === null ? settingsOf(result) : `${title} · ${settingsOf(result)}`;
  const base = height - 12;
  const words = [
    `<g font-size="17" font-weight="650">${text([MARGIN, 29], short(headline ?? title, columns * FITTING.title), style.ink, 'start')}</g>`,
    text([MARGIN, 50], short(line, columns * FITTING.line), style.soft, 'start'),
    `<g font-size="11">${text([MARGIN, base], short(measuredWords(result), columns * FITTING.source), style.soft, 'start')}` +
      `${text([width - MARGIN, base], short(labWords(exported), columns * FITTING.source), style.soft, 'end')}</g>`,
  ];
  const charts = figures.map((figure, i) => {
    const isLaw = i === figures.length - 1;
    const inside = isLaw ? exponentSvg(figure, exported, style) : '';
    // What is large in the picture is not said again in its key.
    const drawn = figureSvg(isLaw ? { ...figure, headline: null } : figure, style);
    return `<g transform="translate(${i * chartSize.width} ${HEAD})">${drawn}${inside}</g>`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" ` +
    `aria-label="${escapeXml(title)}" font-family="system-ui, sans-serif" font-size="13">` +
    `<title>${escapeXml(title)}</title><rect width="100%" height="100%" fill="${style.surface}"/>` +
    `${charts.join('')}${words.join('')}</svg>`
  );
}

/** The exponent in the lower left corner, which a falling law leaves free, above the floor where there is one. */
function exponentSvg(figure: Figure, { law }: ExportedResult, style: ChartStyle): string {
  const numbers = lawNumbers(law)?.split(', ') ?? [];
  if (numbers.length === 0) return '';
  const { left, bottom, y } = chartFrame(figure, style);
  const low = Math.min(bottom, figure.ground ? y(figure.ground.y) : bottom) - INSET.y;
  const notes = [...numbers.slice(1), theoryOf(law)].filter((note) => note !== null);
  const halo = `stroke="${style.surface}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`;
  const under = notes.length > 0 ? text([left + INSET.x, low], notes.join(' · '), style.soft, 'start') : '';
  const at = low - (notes.length > 0 ? 22 : 0);
  return `<g ${halo}><g font-size="30" font-weight="650">${text([left + INSET.x, at], numbers[0], style.ink, 'start')}</g>${under}</g>`;
}

function short(words: string, most: number): string {
  const letters = [...words];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : words;
}
