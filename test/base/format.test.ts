// Covers src/base/format.ts.

import { expect } from 'chai';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatEnergy,
  formatEstimate,
  formatTimeRange,
  formatWithInterval,
  formatNumber,
  formatPower,
  formatTick,
  formatWithError,
} from '../../src/base/format.js';

describe('format', () => {
  it('shortens counts, and rounds up into the next unit', () => {
    expect([0, 45, 616, 18_435, 999_900, 1_055_745, 2.5e9].map((n) => formatCount(n))).to.deep.equal([
      '0',
      '45',
      '616',
      '18.4 k',
      '1 M',
      '1.06 M',
      '2.5 G',
    ]);
    expect(formatCount(3e15)).to.equal('3 × 10¹⁵');
    expect(formatCount(NaN)).to.equal('–');
  });

  it('gives energy in joules up to a watt hour', () => {
    expect([80, 2500, 43_200, 3.59e6, 1.2e7, 4.4e10].map((joules) => formatEnergy(joules))).to.deep.equal([
      '80 J',
      '2.5 kJ',
      '12 Wh',
      '1 kWh',
      '3.3 kWh',
      '12 MWh',
    ]);
  });

  it('writes powers of ten', () => {
    expect([1e15, 3.2e15, 9.96e-4, -2e-7, 0].map((n) => formatPower(n))).to.deep.equal([
      '10¹⁵',
      '3.2 × 10¹⁵',
      '10⁻³',
      '−2 × 10⁻⁷',
      '0',
    ]);
  });

  it('keeps the significant digits of losses, zeros at the end too', () => {
    expect(
      [0.1, 1.2345, 12_345, -0.5, 0.0009996, 0.00012, 123_456].map((n) => formatNumber(n)),
    ).to.deep.equal(['0.100', '1.23', '12300', '−0.500', '0.00100', '1.2 × 10⁻⁴', '1.23 × 10⁵']);
  });

  it('gives a value the decimals that its error deserves', () => {
    expect(formatWithError(0.01234, 0.00042)).to.equal('0.01234 ± 0.00042');
    expect(formatWithError(1.2345, 0.2)).to.equal('1.23 ± 0.20');
    expect(formatWithError(21.3, 12)).to.equal('21 ± 12');
    expect(formatWithError(0.5, null)).to.equal('0.500');
  });

  it('speaks of time and memory as people do', () => {
    expect([0.2, 8.4, 59.7, 130, 1200, 3900].map(formatDuration)).to.deep.equal([
      'under 1 s',
      '8 s',
      '1 min',
      '2 min 10 s',
      '20 min',
      '1 h 05 min',
    ]);
    expect([3.4, 43, 131].map(formatEstimate)).to.deep.equal(['about 3 s', 'about 45 s', 'about 2 min']);
    expect([0.5, 3.4, 32, 131, 5000].map(formatTimeRange)).to.deep.equal([
      'under 2 s',
      '2 to 5 s',
      '20 to 45 s',
      '1 to 4 min',
      '1 to 2 h',
    ]);
    expect([512, 1536, 251_658_240].map(formatBytes)).to.deep.equal(['512 B', '1.5 KiB', '240 MiB']);
  });

  it('gives an interval as an error where its sides are alike, else by its ends', () => {
    expect(formatWithInterval(0.3, [0.26, 0.34])).to.equal('0.300 ± 0.040');
    expect(formatWithInterval(0.3, [0.12, 0.61])).to.equal('0.30 (0.12 to 0.61)');
    expect(formatWithInterval(1.2, [0, 1.4])).to.equal('1.20 (0.00 to 1.40)');
    expect(formatWithInterval(1.69, [1.69, 1.69])).to.equal('1.69');
  });

  it('labels ticks', () => {
    expect([0.01, 1, 500, 10_000, 1e-5, 1e6].map(formatTick)).to.deep.equal([
      '0.01',
      '1',
      '500',
      '10 k',
      '10⁻⁵',
      '10⁶',
    ]);
  });
});
