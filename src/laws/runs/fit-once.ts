// Fits that are kept: points change far less often than what shows them, and a fit takes milliseconds.

import { Lru } from '../../base/lru.js';
import { choosePowerLaw, type PowerLawChoice } from '../../fit/power-law/choose.js';
import { fitFloorLimit, type DataSlice, type FloorLimit } from '../../fit/power-law/floor-limit.js';
import type { LawPoint } from '../../fit/power-law/law.js';

const choices = new Lru<string, PowerLawChoice>(4);
const floorLimits = new Lru<string, FloorLimit>(4);

/** As `choosePowerLaw`: the same object for the same points, as long as few others came between. */
export function choosePowerLawOnce(points: readonly LawPoint[], knownFloor: number | null): PowerLawChoice {
  return choices.get(JSON.stringify([points, knownFloor]), () => choosePowerLaw(points, knownFloor));
}

/** As `fitFloorLimit`, likewise. */
export function fitFloorLimitOnce(slices: readonly DataSlice[]): FloorLimit {
  return floorLimits.get(JSON.stringify(slices), () => fitFloorLimit(slices));
}
