import type { Coordinate, MarkShape } from './figure.js';

/** Half the thickness of a plus, as a share of its reach. */
const THIN = 0.36;

/** Corners of the marks that have them, in units of a mark's reach, y downwards; each covers about the area of the circle. */
const corners: Readonly<Partial<Record<string, readonly Coordinate[]>>> = {
  diamond: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  square: [
    [-0.95, -0.95],
    [0.95, -0.95],
    [0.95, 0.95],
    [-0.95, 0.95],
  ],
  triangle: [
    [0, -1.3],
    [1.25, 0.9],
    [-1.25, 0.9],
  ],
  'triangle-down': [
    [0, 1.3],
    [1.25, -0.9],
    [-1.25, -0.9],
  ],
  plus: [
    [-THIN, -1.2],
    [THIN, -1.2],
    [THIN, -THIN],
    [1.2, -THIN],
    [1.2, THIN],
    [THIN, THIN],
    [THIN, 1.2],
    [-THIN, 1.2],
    [-THIN, THIN],
    [-1.2, THIN],
    [-1.2, -THIN],
    [-THIN, -THIN],
  ],
};

/** The corners of a mark; null for circles. */
export function cornersOf(shape: MarkShape): readonly Coordinate[] | null {
  return corners[shape.replace(/^hollow-/, '')] ?? null;
}

export function isHollow(shape: MarkShape): boolean {
  return shape.startsWith('hollow');
}
