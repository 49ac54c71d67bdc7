import type { Theme } from './tokens.js';

// One ordered ramp for the sizes of a family, in OKLCH (Ottosson 2020): hue from violet over blue and green to yellow while the
// lightness rises evenly, so that the order survives every kind of colour blindness and a black-and-white print. The
// ranges of lightness keep 3:1 on each theme's surface.
const HUES = [300, 95] as const;
const LIGHTNESS = { light: [0.36, 0.66], dark: [0.56, 0.9] } as const;
const CHROMA = 0.13;

/** Colour of size `index` of `count`, smallest first, as CSS. */
export function sizeColour(index: number, count: number, theme: Theme): string {
  const t = count > 1 ? index / (count - 1) : 0.5;
  const mix = ([from, to]: readonly [number, number]): number => from + (to - from) * t;
  return `oklch(${mix(LIGHTNESS[theme]).toFixed(3)} ${CHROMA} ${mix(HUES).toFixed(0)})`;
}
