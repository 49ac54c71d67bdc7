// A chart as a picture that stands alone: what was measured above it, where and when below it.

import type { ChartStyle } from '../chart-style.js';
import { chartSize, escapeXml, text } from '../svg-frame.js';
import { labWords, measuredWords, settingsOf, titleOf, type ExportedResult } from './exported.js';

const HEAD = 58;
const FOOT = 30;
const MARGIN = 18;
/** Letters that fit into a line of each size. */
const FITTING = { title: 62, line: 92, source: 54 };

/** Size of such a picture in pixels. */
const pictureSize = { width: chartSize.width, height: HEAD + chartSize.height + FOOT };

/** `chart` is a chart as SVG. */
export function pictureSvg(chart: string, exported: ExportedResult, style: ChartStyle): string {
  const { width, height } = pictureSize;
  const title = titleOf(exported.result);
  const base = height - 12;
  const words = [
    `<g font-size="17" font-weight="650">${text([MARGIN, 28], short(title, FITTING.title), style.ink, 'start')}</g>`,
    text([MARGIN, 48], short(settingsOf(exported.result), FITTING.line), style.soft, 'start'),
    `<g font-size="11">${text([MARGIN, base], short(measuredWords(exported.result), FITTING.source), style.soft, 'start')}` +
      `${text([width - MARGIN, base], short(labWords(exported), FITTING.source), style.soft, 'end')}</g>`,
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" ` +
    `aria-label="${escapeXml(title)}" font-family="system-ui, sans-serif" font-size="13">` +
    `<title>${escapeXml(title)}</title><rect width="100%" height="100%" fill="${style.surface}"/>` +
    `<g transform="translate(0 ${HEAD})">${chart}</g>${words.join('')}</svg>`
  );
}

function short(words: string, most: number): string {
  const letters = [...words];
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : words;
}
