// What tests of challenges need of the lab, as one module for Node.

export { InputError } from '../../src/base/errors.js';
export { parseJson } from '../../src/base/json.js';
export { sealed } from '../../src/base/seal.js';
export { audit } from '../../src/lab/challenge/audit.js';
export { challengeId, readChallenge, secondsOf } from '../../src/lab/challenge/challenge.js';
export { challengeFromHash, challengeToHash } from '../../src/lab/challenge/challenge-link.js';
export { digestOf, sealFinal } from '../../src/lab/challenge/final-seal.js';
export { handInToJson, readHandIn, recordsDocument } from '../../src/lab/challenge/hand-in.js';
export { fittingSteps, isKnown, ledgerOf, priceOf } from '../../src/lab/challenge/ledger.js';
export { finalOf, finalProblems, ruled, ruleProblems } from '../../src/lab/challenge/rules.js';
export { scoreOf } from '../../src/lab/challenge/score.js';
export { plan } from '../../src/lab/plan/plan.js';
export { pack } from '../../src/lab/share/packed.js';
export { LabStore } from '../../src/lab/records/store.js';
export { RunControl } from '../../src/runner/control.js';
export { PoolBackend } from '../../src/runner/pool/pool-backend.js';
export { runPlan } from '../../src/runner/runner.js';
export { resolveExperiment } from './experiments.js';
