// Runs every *.test.ts in the browser and sends {passed, failed, skipped, failures} to the process that forked it.
import { relative } from 'node:path';
import { startTestRunner } from '@web/test-runner';
import { countSession, inWords, sessionFailures, sessionTests, sum } from './counts.mjs';

const fileOf = (session) => relative(process.cwd(), session.testFile);

/** What there is to say of one file in one browser: a line, and below it all that went wrong or was logged. */
function* report(session) {
  const tests = sessionTests(session);
  const seconds = tests.reduce((total, { duration = 0 }) => total + duration, 0) / 1000;
  const counts = countSession(session);
  const file = fileOf(session);
  const mark = counts.failed > 0 ? '✗' : '✓';
  yield `${mark} ${file}: ${inWords(counts)} (${session.browser.name}, ${seconds.toFixed(1)} s)`;
  for (const { title, skipped } of tests) if (skipped) yield `  skipped ${title}`;
  for (const failure of sessionFailures(session)) yield `  ✗ ${failure}`;
  for (const url of session.request404s) yield `  404 ${url}`;
  for (const messages of session.logs) yield `  logged ${messages.map(String).join(' ')}`;
}

// Straight to stdout: the runner's own logger redraws the terminal around every line.
const reporter = {
  reportTestFileResults({ sessionsForTestFile }) {
    for (const session of sessionsForTestFile) process.stdout.write(`${[...report(session)].join('\n')}\n`);
  },
};

const runner = await startTestRunner({
  config: { reporters: [reporter] },
  argv: [],
  autoExitProcess: false,
});
// Without a runner it has said why and is about to exit; the parent misses the counts.
runner?.on('stopped', () => {
  const sessions = [...runner.sessions.all()];
  const failures = sessions.flatMap((session) =>
    sessionFailures(session).map((failure) => `${fileOf(session)}: ${failure}`),
  );
  process.send({ ...sum(sessions.map(countSession)), failures }, () => process.exit());
});
