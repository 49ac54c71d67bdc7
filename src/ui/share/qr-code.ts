import { encodeQR } from 'qr';
import { svg, type SVGTemplateResult } from 'lit';

/** Longer ones have modules too small for the camera of a phone, seen on a screen. */
export const MOST_LETTERS = 1200;

/** Modules that stay white around a code, so that it is found. */
const BORDER = 4;

/** A QR code as shapes for an <svg>, dark on light in both themes, as scanners expect; `size` is that of its view box. */
export function qrCode(text: string): { readonly size: number; readonly shapes: SVGTemplateResult } {
  const rows = qrModules(text);
  const size = rows.length;
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return {
    size,
    shapes: svg`<rect width=${size} height=${size} fill="#fff"></rect><path d=${dark.join('')} fill="#000"></path>`,
  };
}

/** The modules of a code, row by row; true is dark. */
export function qrModules(text: string): readonly (readonly boolean[])[] {
  return encodeQR(text, 'raw', { ecc: text.length > MOST_LETTERS / 4 ? 'low' : 'medium', border: BORDER });
}
