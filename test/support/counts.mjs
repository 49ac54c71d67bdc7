// One way to count, whatever ran: {passed, failed, skipped}.

const testsOf = ({ name, tests, suites }, path = []) => {
  const here = name ? [...path, name] : path;
  return [
    ...tests.map((test) => ({ ...test, title: [...here, test.name].join(' › ') })),
    ...suites.flatMap((suite) => testsOf(suite, here)),
  ];
};

/** Every test of a web-test-runner session (one file in one browser) in order, with a full title. */
export const sessionTests = (session) => (session.testResults ? testsOf(session.testResults) : []);

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
