// One way to count, whatever ran: {passed, failed, skipped}, and one way to say what failed.

const testsOf = ({ name, tests, suites }, path = []) => {
  const here = name ? [...path, name] : path;
  return [
    ...tests.map((test) => ({ ...test, title: [...here, test.name].join(' › ') })),
    ...suites.flatMap((suite) => testsOf(suite, here)),
  ];
};

/** Every test of a web-test-runner session (one file in one browser) in order, with a full title. */
export const sessionTests = (session) => (session.testResults ? testsOf(session.testResults) : []);

const indent = (text) => text.trimEnd().replace(/^/gm, '    ');
const describe = ({ name, message, stack }) =>
  indent([`${name ? `${name}: ` : ''}${message}`, stack].filter(Boolean).join('\n'));

/** What failed in a session, a text for each: its title, and below it the error. */
export const sessionFailures = (session) => [
  ...sessionTests(session)
    .filter(({ error }) => error)
    .map(({ title, error }) => `${title}\n${describe(error)}`),
  ...session.errors.map((error) => `outside the tests\n${describe(error)}`),
];

/** A session that broke outside its tests (a file that does not load, a hook, a lost page) counts as a failure more. */
export function countSession(session) {
  const tests = sessionTests(session);
  const failed = tests.filter(({ passed, skipped }) => !passed && !skipped).length;
  const broken = session.errors.length > 0 || (!session.passed && failed === 0);
  return {
    passed: tests.filter(({ passed }) => passed).length,
    failed: failed + (broken ? 1 : 0),
    skipped: tests.filter(({ skipped }) => skipped).length,
  };
}

/** The summary that ends a TAP report of node:test. Throws if it is not there: the run did not reach its end. */
export function countTap(report) {
  const number = (name) => {
    const match = new RegExp(`^# ${name} (\\d+)$`, 'm').exec(report);
    if (!match) throw new Error(`expected a line '# ${name} <count>' in the TAP report`);
    return Number(match[1]);
  };
  return {
    passed: number('pass'),
    failed: number('fail') + number('cancelled'),
    skipped: number('skipped') + number('todo'),
  };
}

/** What failed in a TAP report of node:test, a text for each test: its title, and below it the error. Suites around them are left out. */
export const tapFailures = (report) =>
  [...report.matchAll(/^( *)not ok \d+ - (.*)\n\1 {2}---\n([^]*?)\n\1 {2}\.\.\.$/gm)]
    .filter(([, , , details]) => !details.includes("failureType: 'subtestsFailed'"))
    .map(
      ([, spaces, title, details]) => `${title}\n${indent(details.replaceAll(`\n${spaces}  `, '\n').trim())}`,
    );

export const sum = (counts) =>
  counts.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );

/** `12 passed, 1 failed, 2 skipped`, the last two only where there are any. */
export const inWords = ({ passed, failed, skipped }) =>
  [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`]
    .filter(Boolean)
    .join(', ');
