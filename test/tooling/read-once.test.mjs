// Covers src/lab/plan/read-experiment.ts, over all sources. An experiment is parsed, planned and checked once each time it changes:
// readExperiment (src/lab/plan/read-experiment.ts) does all three, hosts take the plan from it, and nothing else calls its parts.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';

const root = dirname(dirname(import.meta.dirname));

let sources;
before(() => {
  sources = readdirSync(join(root, 'src'), { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .map((file) => ({ file, text: readFileSync(join(root, 'src', file), 'utf8') }));
});

/** Files of src/ that import a function, with how often each calls it. */
function callers(name) {
  const imports = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from`);
  const calls = new RegExp(`(?<![.\\w])${name}\\(`, 'g');
  return Object.fromEntries(
    sources
      .filter(({ text }) => imports.test(text))
      .map(({ file, text }) => [file, text.match(calls)?.length ?? 0]),
  );
}

const reader = 'lab/plan/read-experiment.ts';

describe('an experiment', () => {
  it('is parsed where it is read, and a file of one before settings change it', () => {
    assert.deepEqual(callers('parseSpec'), { [reader]: 1, 'cli/run/read-plan.ts': 1 });
  });

  it('is planned where it is read', () => {
    assert.deepEqual(callers('plan'), {
      [reader]: 1,
      // What an experiment that was read has cost, and what a challenge would.
      'lab/challenge/ledger.ts': 1,
      'ui/places/challenge/lab-challenge-form.ts': 1,
      // What a setting would cost, and the budgets that sizes would have.
      'ui/places/design/effects.ts': 1,
      'ui/places/design/fields/sweep-mode.ts': 1,
    });
  });

  it('is checked where it is read', () => {
    assert.deepEqual(callers('checkPlan'), { [reader]: 1 });
  });

  it('is read once by each host: on the page for an edit, an earlier visit and a link, a challenge, a queue and shares', () => {
    assert.deepEqual(callers('readExperiment'), {
      'cli/bench/pool.ts': 1,
      // A sweep that goes on, and one that came in a message.
      'cli/cluster/sweep.ts': 1,
      'cli/cluster/worker.ts': 1,
      'cli/commands/presets.ts': 1,
      'cli/commands/record.ts': 1,
      // A share is of the experiment with other settings.
      'cli/run/read-plan.ts': 2,
      'lab/challenge/challenge.ts': 1,
      'lab/challenge/hand-in.ts': 1,
      'lab/journal/journal.ts': 1,
      'lab/plan/larger-run.ts': 1,
      'lab/merge/merge.ts': 1,
      // Records whose text is not here are read as far as they can be.
      'lab/records/read-records.ts': 2,
      'lab/share/spec-link.ts': 1,
      'runner/self-test/self-test-suite.ts': 1,
      'ui/experiment/summary.ts': 1,
      'ui/places/board/lab-share-out.ts': 1,
      'ui/places/challenge/draft.ts': 1,
      'ui/places/design/lab-queue.ts': 1,
      // How long what was cut short would still take.
      'ui/places/history/unfinished.ts': 1,
      // The sizes of a result that came without its runs.
      'ui/share/shared.ts': 1,
    });
  });
});
