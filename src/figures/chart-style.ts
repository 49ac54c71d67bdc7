/** Colours as SVG attributes: plain ones for a file, custom properties for a page with two themes. */
export interface ChartStyle {
  readonly surface: string;
  readonly ink: string;
  readonly soft: string;
  /** Of an earlier result behind the present one, drawn half transparent. */
  readonly ghost: string;
  readonly grid: string;
  readonly good: string;
  readonly bad: string;
  /** Colour of size `index` of `count`, smallest first. */
  readonly size: (index: number, count: number) => string;
  /** Colours of laws that are compared; the seventh law repeats the first. */
  readonly laws: readonly string[];
}

/** Dark ink on white, for a file. Sizes go from violet over green to yellow, ever lighter, so that the order survives colour blindness. */
export const plainStyle: ChartStyle = {
  surface: '#ffffff',
  ink: '#15181a',
  soft: '#62676b',
  ghost: '#85888a',
  grid: '#ebebe6',
  good: '#1d6b3c',
  bad: '#99201b',
  size: (index, count) => {
    const t = count > 1 ? index / (count - 1) : 0.5;
    return `hsl(${Math.round(285 - 240 * t)} 70% ${Math.round(36 + 10 * t)}%)`;
  },
  laws: ['#1a49bb', '#c34a00', '#1b836a', '#890e70', '#574000', '#15181a'],
};
