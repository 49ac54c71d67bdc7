// Covers src/ui/parts/size-ramp.ts. Also src/ui/parts/tokens.ts.

import { expect } from 'chai';
import { sizeColour } from '../../../src/ui/parts/size-ramp.js';
import { colour } from '../../../src/ui/parts/tokens.js';

/** WCAG's contrast of two #rrggbb colours. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe('the ramp of sizes', () => {
  it('keeps a contrast of about 3 to the paper of both themes', () => {
    for (const theme of ['light', 'dark'] as const) {
      for (let i = 0; i < 12; i++) {
        expect(contrast(sizeColour(i, 12, theme), colour('surface', theme))).to.be.above(2.95);
      }
    }
  });

  it('rises in lightness, so that its order needs no hue', () => {
    for (const theme of ['light', 'dark'] as const) {
      const blacks = Array.from({ length: 12 }, (_, i) => contrast(sizeColour(i, 12, theme), '#000000'));
      expect(blacks).to.deep.equal([...blacks].sort((a, b) => a - b));
    }
  });
});
