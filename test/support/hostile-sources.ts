// What test/hostile/ attacks: every place where input from outside is read, and what the lab does with what it has accepted.

export { InputError } from '../../src/base/errors.js';
export { parseJson } from '../../src/base/json.js';
export { createTokenizer, learnTokenizer } from '../../src/data/text/tokenizers/create-tokenizer.js';
export { checkText, textNotes } from '../../src/data/text/text-checks.js';
export { plainStyle } from '../../src/figures/chart-style.js';
export { figureSvg } from '../../src/figures/figure-svg.js';
export { frame, readFrames } from '../../src/lab/journal/frames.js';
export { eventsOfFrame, frameOfEvents, journalHead, readJournal } from '../../src/lab/journal/journal.js';
export { pack, unpack } from '../../src/lab/journal/pack.js';
export { libraryFile, readLibraryFile } from '../../src/lab/library/library-file.js';
export { newEntry } from '../../src/lab/library/entry.js';
export { parseSpec } from '../../src/lab/experiment/schema.js';
export { estimateSeconds, planCost } from '../../src/lab/plan/cost.js';
export { readExperiment } from '../../src/lab/plan/read-experiment.js';
export { plan } from '../../src/lab/plan/plan.js';
export { presetIds } from '../../src/lab/presets/presets.js';
export { composeExperiment } from '../../src/lab/presets/resolve.js';
export { resultFromHash, resultToHash } from '../../src/lab/share/result-link.js';
export { specFromHash, specToHash } from '../../src/lab/share/spec-link.js';
export { recordsFromJson } from '../../src/lab/records/read-records.js';
export { recordsToJson } from '../../src/lab/records/write-records.js';
export { weightsFromFile, weightsToFile } from '../../src/lab/weights/weights-file.js';
export { lawOfResult } from '../../src/laws/share/shared-result.js';
export { readPoints } from '../../src/laws/table/read-points.js';
export { parameterLayout } from '../../src/models/parameters.js';
export { fitPoints } from '../../src/worker/fits/fit-points.js';
export { textOfBytes } from '../../src/laws/table/files/file-text.js';
