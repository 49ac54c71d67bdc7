// Covers what reads challenges from outside: hand-ins (src/lab/challenge/hand-in.ts, whose findings src/lab/challenge/audit.ts names) and
// links (src/lab/challenge/challenge-link.ts): any is read whole, or refused in words.
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { challengeOf, lab, sealedAgain, studentsParts } from '../support/challenge.mjs';
import { attack, attackWith } from '../support/hostile.mjs';
import { mutantsOf } from '../support/mutants.mjs';

const challenge = challengeOf();
let document;
before(async () => (document = JSON.parse(lab.handInToJson(challenge, await studentsParts(challenge)))));

describe('a hand-in', () => {
  it('is refused in words, or what does not hold in it is named, however it was changed', async () => {
    const whole = JSON.stringify(document);
    await attackWith(mutantsOf([document]), 150, (text) =>
      attack(
        lab,
        () => lab.readHandIn(text),
        (handIn) => {
          const { findings, ledger } = lab.audit(handIn);
          assert.ok(Number.isFinite(ledger.spent));
          for (const { words } of findings) assert.ok(words.length > 10 && words.length < 2000, words);
          const isSame = JSON.stringify(JSON.parse(text)) === whole;
          assert.ok(isSame || findings.length > 0, 'a change is found');
        },
      ),
    );
  });

  it('is refused or found out where its checksum was made again too', async () => {
    await attackWith(mutantsOf([document]), 150, (text) =>
      attack(
        lab,
        () => lab.readHandIn(JSON.stringify(sealedAgain(lab.parseJson(text)))),
        (handIn) => {
          for (const { words } of lab.audit(handIn).findings) assert.ok(words.length < 2000, words);
        },
      ),
    );
  });
});

describe('a link to a challenge', () => {
  it('opens whole or is refused in words, however it was changed', async () => {
    await attackWith(mutantsOf([{ ...challenge }]), 150, (text) =>
      attack(
        lab,
        async () => lab.challengeFromHash(`#challenge=${await lab.pack(lab.parseJson(text), '1')}`),
        async (read) => {
          assert.deepEqual(await lab.challengeFromHash(await lab.challengeToHash(read)), read);
          assert.ok(lab.priceOf(lab.plan(read.spec), new Map()).whole > 0);
        },
      ),
    );
  });
});
