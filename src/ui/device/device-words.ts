// How the page calls what trains.

import { formatCount } from '../../base/format.js';
import type { DeviceInfo } from '../../lab/records/record.js';

/** Names that browsers give in small letters. */
const spellings: Readonly<Record<string, string>> = {
  amd: 'AMD',
  arm: 'Arm',
  apple: 'Apple',
  google: 'Google',
  intel: 'Intel',
  nvidia: 'NVIDIA',
  qualcomm: 'Qualcomm',
  swiftshader: 'SwiftShader',
};

/** A name that a person knows the device by: `NVIDIA hopper`, `SwiftShader (software)`, `CPU · 4 threads`. */
export function deviceName({
  engine,
  threads,
  description,
  vendor,
  architecture,
  software,
}: DeviceInfo): string {
  if (engine === 'cpu') {
    return threads === null ? 'CPU' : `CPU · ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  }
  const name = description || [vendor, architecture].filter(Boolean).join(' ');
  const spelled = name.replace(/[a-z]+/g, (word) => spellings[word] ?? word);
  if (!software) return spelled || 'GPU';
  return spelled ? `${spelled} (software)` : 'software adapter';
}

/** What kind of device it is that computes, in a word. */
export function deviceKind({ engine, software }: Pick<DeviceInfo, 'engine' | 'software'>): 'CPU' | 'GPU' {
  return engine === 'cpu' || software ? 'CPU' : 'GPU';
}

/** 1.2 TFLOP/s, 850 GFLOP/s. */
export function speedWords(flopsPerSecond: number): string {
  return flopsPerSecond >= 1e12
    ? `${formatCount(flopsPerSecond / 1e12, 2)} TFLOP/s`
    : `${formatCount(flopsPerSecond / 1e9, 2)} GFLOP/s`;
}

/** What else is known of a device, in sentences: its whole name, the engine, how far its numbers can be trusted. */
export function deviceDetails(device: DeviceInfo): string {
  const { engineVersion, simd, check } = device;
  const version = engineVersion === null ? null : `Engine version ${engineVersion}.`;
  const arithmetic = {
    plain: 'Plain SIMD: the same numbers on every machine.',
    relaxed: 'Relaxed SIMD: the last digits differ between machines.',
  };
  const checked =
    check === 'checked'
      ? 'Its kernels agree with the processor.'
      : check && `Its kernels are not checked: ${check}.`;
  return [
    `${deviceName(device)}.`,
    device.flopsPerSecond === null
      ? null
      : `${speedWords(device.flopsPerSecond)} measured in a matrix product.`,
    version,
    simd && arithmetic[simd],
    checked,
  ]
    .filter(Boolean)
    .join('\n');
}
