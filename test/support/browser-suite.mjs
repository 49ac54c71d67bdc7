// Runs every *.test.ts in the browser and sends {passed, failed, skipped} to the process that forked it.
import { relative } from 'node:path';
import { startTestRunner } from '@web/test-runner';
import { countSession, inWords, sessionTests, sum } from './counts.mjs';

const indent = (text) => text.trimEnd().replace(/^/gm, '    ');
const describe = ({ name, message, stack }) =>
  indent([`${name ? `${name}: ` : ''}${message}`, stack].filter(Boolean).join('\n'));

/** What there is to say of one file in one browser: a line, and below it all that went wrong or was logged. */
function* report(session) {
  const tests = sessionTests(session);
  const seconds = tests.reduce((total, { duration = 0 }) => total + duration, 0) / 1000;
  const counts = countSession(session);
  const file = relative(process.cwd(), session.testFile);
  const mark = counts.failed > 0 ? '✗' : '✓';
  yield `${mark} ${file}: ${inWords(counts)} (${session.browser.name}, ${seconds.toFixed(1)} s)`;
  for (const { title, skipped, error } of tests) {
    if (skipped) yield `  skipped ${title}`;
    if (error) yield `  ✗ ${title}\n${describe(error)}`;
  }
  for (const error of session.errors) yield `  ✗ outside the tests\n${describe(error)}`;
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
  process.send(sum([...runner.sessions.all()].map(countSession)), () => process.exit());
});
