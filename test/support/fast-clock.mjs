// Loaded before the command line: its clock of durations and its intervals are ten times as fast, so checkpoints, which are five seconds
// apart, come twice a second.
const now = performance.now.bind(performance);
performance.now = () => 10 * now();
const every = globalThis.setInterval;
globalThis.setInterval = (call, milliseconds, ...rest) => every(call, milliseconds / 10, ...rest);
