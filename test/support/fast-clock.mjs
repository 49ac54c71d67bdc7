// Loaded before the command line: its clock of durations is ten times as fast, so checkpoints, which are five seconds apart, come twice a
// second.
const now = performance.now.bind(performance);
performance.now = () => 10 * now();
