// One ordered ramp for the sizes of a family, in OKLCH (Ottosson 2020): hue from violet over blue and green to yellow while the
// lightness rises evenly, so that the order survives every kind of colour blindness and a print in grey. The ranges of
// lightness keep about 3:1 on each theme's surface.

import type { Theme } from './tokens.js';

const HUES = [300, 95] as const;
const LIGHTNESS = { light: [0.36, 0.66], dark: [0.56, 0.9] } as const;
const CHROMA = 0.13;

/** Colour of size `index` of `count`, smallest first, as #rrggbb, which every canvas, style sheet and SVG viewer knows. */
export function sizeColour(index: number, count: number, theme: Theme): string {
  const t = count > 1 ? index / (count - 1) : 0.5;
  const mix = ([from, to]: readonly [number, number]): number => from + (to - from) * t;
  const channels = linearRgb(mix(LIGHTNESS[theme]), CHROMA, (mix(HUES) * Math.PI) / 180);
  return `#${channels.map(hexByte).join('')}`;
}

/** OKLCH to linear sRGB; hue in radians. Channels outside 0 … 1 lie outside sRGB. */
function linearRgb(lightness: number, chroma: number, hue: number): [number, number, number] {
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** A linear channel, clipped to sRGB, as two hex digits. */
function hexByte(linear: number): string {
  const inside = Math.min(1, Math.max(0, linear));
  const encoded = inside <= 0.0031308 ? 12.92 * inside : 1.055 * inside ** (1 / 2.4) - 0.055;
  return Math.round(255 * encoded)
    .toString(16)
    .padStart(2, '0');
}
