// What a start may come back as: killed or disarmed, never unkilled, and never after a kill for a broken rule of its own.
import { expect, test } from 'vitest';
import { INVARIANT_BROKEN } from '#server/core/journeys/watch-invariants.ts';
import { stateFaults } from './state-faults.ts';

const ALIVE = { wasKilled: false, wasReleased: false };
const KILLED = { wasKilled: true, wasReleased: false };
const killedFor = (reason: string) =>
  ({ trading: 'killed', kill: { id: 'k', reason, confirmedAt: 1 } }) as const;
const disarmed = { trading: 'disarmed', kill: null } as const;

test('I5 a start comes back disarmed, or killed where it was killed before', () => {
  expect(stateFaults(disarmed, ALIVE, [])).toEqual([]);
  expect(stateFaults(killedFor('crash harness'), KILLED, ['crash harness'])).toEqual([]);
  expect(stateFaults(disarmed, { ...KILLED, wasReleased: true }, ['crash harness'])).toEqual([]);
  expect(stateFaults(disarmed, KILLED, []).join()).toContain('(I5)');
  expect(stateFaults({ ...disarmed, trading: 'armed' }, ALIVE, [])).toEqual(['came back armed']);
  expect(stateFaults(null, ALIVE, [])).toHaveLength(1);
});

test('I40 a kill for a broken rule is a breach, on the screen or in the books alone, killed before or not, released or not', () => {
  for (const reason of [`${INVARIANT_BROKEN}, I6: too much`, 'breach: a count is whole'])
    for (const before of [ALIVE, KILLED, { wasKilled: true, wasReleased: true }]) {
      const fault = `killed itself: ${reason}`;
      expect(stateFaults(killedFor(reason), before, [])).toEqual([fault]);
      expect(stateFaults(killedFor(reason), before, [reason, 'crash harness'])).toEqual([fault]);
      if (!before.wasKilled || before.wasReleased)
        expect(stateFaults(disarmed, before, [reason])).toEqual([fault]);
    }
});
