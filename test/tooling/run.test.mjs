// Covers test/run.mjs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browserCandidates, findBrowser } from '../support/browser.mjs';
import {
  countSession,
  countTap,
  inWords,
  sessionFailures,
  sessionTests,
  sum,
  tapFailures,
} from '../support/counts.mjs';

describe('browser search', () => {
  const nothing = () => false;
  const everything = () => true;

  it('takes CHROME_PATH before any other', () => {
    const env = { CHROME_PATH: '/own/chrome', PATH: '/usr/bin' };
    assert.equal(findBrowser({ platform: 'linux', env, exists: everything }), '/own/chrome');
  });

  it('refuses a CHROME_PATH that leads nowhere, with its value', () => {
    const env = { CHROME_PATH: '/nonexistent', PATH: '/usr/bin' };
    assert.throws(
      () => findBrowser({ platform: 'linux', env, exists: nothing }),
      /CHROME_PATH.*\/nonexistent/,
    );
  });

  it('finds Chromium on the path of Linux', () => {
    const exists = (path) => path === '/usr/bin/chromium';
    assert.equal(
      findBrowser({ platform: 'linux', env: { PATH: '/bin:/usr/bin' }, exists }),
      '/usr/bin/chromium',
    );
  });

  it('looks into the applications of macOS, the own ones too', () => {
    const candidates = browserCandidates('darwin', { HOME: '/Users/ada' });
    assert.equal(candidates[0], '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    assert.ok(candidates.includes('/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium'));
  });

  it('looks into the program folders of Windows', () => {
    const candidates = browserCandidates('win32', { PROGRAMFILES: 'C:\\Program Files' });
    assert.equal(candidates[0], 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
  });

  it('says null where there is no browser', () => {
    assert.equal(findBrowser({ platform: 'linux', env: { PATH: '/usr/bin' }, exists: nothing }), null);
  });
});

describe('counting', () => {
  const test = (name, outcome) => ({ name, passed: outcome === 'passed', skipped: outcome === 'skipped' });
  const session = (tests, { errors = [], passed = true } = {}) => ({
    passed,
    errors,
    testResults: { name: '', tests: [], suites: [{ name: 'law', tests, suites: [] }] },
  });

  it('counts the tests of nested suites', () => {
    const counts = countSession(
      session([test('a', 'passed'), test('b', 'failed'), test('c', 'skipped')], { passed: false }),
    );
    assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 1 });
  });

  it('titles a test with its suites', () => {
    assert.equal(sessionTests(session([test('recovers alpha', 'passed')]))[0].title, 'law › recovers alpha');
  });

  it('counts a file that does not load as a failure', () => {
    const broken = { passed: false, errors: [{ message: 'Could not import' }] };
    assert.deepEqual(countSession(broken), { passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a file that never reported as a failure', () => {
    assert.deepEqual(countSession({ passed: false, errors: [] }), { passed: 0, failed: 1, skipped: 0 });
  });

  it('counts an error outside the tests besides those that failed', () => {
    const counts = countSession(
      session([test('a', 'failed')], { passed: false, errors: [{ message: 'afterEach' }] }),
    );
    assert.equal(counts.failed, 2);
  });

  it('reads the summary of a TAP report, cancelled tests as failures', () => {
    const report = 'ok 1 - a\n# pass 5\n# fail 1\n# cancelled 2\n# skipped 3\n# todo 0\n';
    assert.deepEqual(countTap(report), { passed: 5, failed: 3, skipped: 3 });
  });

  it('refuses a TAP report that was cut off', () => {
    assert.throws(() => countTap('ok 1 - a\n'), /# pass/);
  });

  it('says of each failure in a page its title and its error', () => {
    const failed = {
      ...test('b', 'failed'),
      error: { name: 'AssertionError', message: 'expected 1 to be 2' },
    };
    const broken = { name: 'TypeError', message: 'no page' };
    assert.deepEqual(sessionFailures(session([test('a', 'passed'), failed], { errors: [broken] })), [
      'law › b\n    AssertionError: expected 1 to be 2',
      'outside the tests\n    TypeError: no page',
    ]);
  });

  it('says of each failure in a TAP report its title and its error, of the tests and not of the suites around them', () => {
    const report = `TAP version 13
# Subtest: law
    # Subtest: holds
    ok 1 - holds
      ---
      duration_ms: 1
      ...
    # Subtest: breaks
    not ok 2 - breaks
      ---
      failureType: 'testCodeFailure'
      error: |-
        1 !== 2
      ...
    1..2
not ok 1 - law
  ---
  failureType: 'subtestsFailed'
  error: '1 subtest failed'
  ...
`;
    assert.deepEqual(tapFailures(report), [
      "breaks\n    failureType: 'testCodeFailure'\n    error: |-\n      1 !== 2",
    ]);
  });

  it('adds up and says so', () => {
    const total = sum([
      { passed: 2, failed: 0, skipped: 1 },
      { passed: 1, failed: 1, skipped: 0 },
    ]);
    assert.equal(inWords(total), '3 passed, 1 failed, 1 skipped');
    assert.equal(inWords({ passed: 4, failed: 0, skipped: 0 }), '4 passed');
  });
});
