// What `import … from 'scaling-lab/fit'` has (packages/fit): tables of runs, and the laws that are fitted to them. Pure: no GPU, no browser.
//
// C training FLOPs, D samples or tokens seen, L loss in nats, N parameters.

export { InputError } from '../../base/errors.js';
export { fitIsoflop } from '../../fit/isoflop/fit.js';
export type { IsoflopOptions, IsoflopPoint, IsoflopResult } from '../../fit/isoflop/isoflop.js';
export { choosePowerLaw } from '../../fit/power-law/choose.js';
export { fitPowerLaw } from '../../fit/power-law/fit.js';
export type { PowerLawFit, PowerLawResult } from '../../fit/power-law/law.js';
export { predictPowerLaw } from '../../fit/power-law/predict.js';
export { fitLossSurface } from '../../fit/surface/fit.js';
export { predictLossSurface } from '../../fit/surface/predict.js';
export type {
  LossSurfaceFit,
  LossSurfaceOptions,
  LossSurfaceRefusal,
  SurfacePoint,
} from '../../fit/surface/surface.js';
export { forecastOfTable } from '../../laws/forecast/table-forecast.js';
export { lawsOfTable, type LawRequests, type LawsOfTable } from '../../laws/table-laws.js';
export { textOfBytes } from '../../laws/table/files/file-text.js';
export type { ColumnMapping, MeasuredPoint, PointTable } from '../../laws/table/point-table.js';
export {
  readPoints,
  type PointsReading,
  type ReadingOptions,
  type ReadPoints,
} from '../../laws/table/read-points.js';
export { readingInWords, readingJson, type ReadingJson } from '../../laws/table/reading-json.js';
