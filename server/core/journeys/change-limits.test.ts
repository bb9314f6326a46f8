// An edit of the limits through the spine: refused by name, stored before it counts, and no exit held back. In: commands.
import { describe, expect, test } from 'vitest';
import type { CommandBody, OperatorCommand } from '#lib/domain/command.ts';
import { commandId } from '#lib/domain/ids.ts';
import { addMs } from '#lib/domain/instant.ts';
import type { LimitChanges } from '#lib/domain/limit-change.ts';
import type { Effect } from '../effect.ts';
import { createDriver, type Driver, replyIn } from './testing/spine-driver.ts';

interface Wish {
  readonly changes: LimitChanges;
  readonly reason?: string;
  readonly baseVersion?: number;
  readonly isSteppedUp?: boolean;
}

function ask(driver: Driver, wish: Wish): readonly Effect[] {
  const { changes, reason = '', baseVersion = driver.world.limits.version } = wish;
  const body: CommandBody = { kind: 'change-limits', baseVersion, changes, reason };
  const command: OperatorCommand = {
    ...{ id: commandId('command-1'), by: 'anna', issuedAt: driver.now(), body },
    expiresAt: addMs(driver.now(), 5_000),
    ...(wish.isSteppedUp === undefined ? {} : { isSteppedUp: wish.isSteppedUp }),
  };
  return driver.send({ kind: 'command', command });
}

/** Versions the effects ask the store to commit. */
function committing(effects: readonly Effect[]): readonly number[] {
  return effects.flatMap((each) => (each.kind === 'commit-limits' ? [each.version] : []));
}

const TIGHTER: LimitChanges = { maxOrderCount: 100 };
const LOOSER: LimitChanges = { maxOrderCount: 5_000 };

describe('an edit of the limits', () => {
  test('F85 nothing counts before it is durable; then it does, with before and after in the audit', () => {
    const driver = createDriver();
    const before = driver.world.limits;
    const asked = ask(driver, { changes: TIGHTER, reason: 'a calm day' });
    expect(committing(asked)).toEqual([2]);
    expect(asked.some((each) => each.kind === 'reply')).toBe(false);
    expect(driver.world.limits).toBe(before);
    const stored = driver.send({ kind: 'limits-stored', version: 2 });
    expect(replyIn(stored)).toMatchObject({ ok: true, code: 'limits-in-force' });
    expect(driver.world.limits).toEqual({ ...before, version: 2, maxOrderCount: 100 });
    expect(JSON.stringify(asked)).toContain('maxOrderCount: 2500 → 100');
    expect(asked.find((each) => each.kind === 'commit-limits')?.records).toMatchObject([
      { kind: 'limits', source: 'desk', by: 'anna', reason: 'a calm day', before },
      { kind: 'audit', by: 'anna', action: 'limits' },
    ]);
  });

  test('raising a limit needs the checked password and a reason, lowering needs neither', () => {
    const driver = createDriver();
    expect(replyIn(ask(driver, { changes: LOOSER, reason: 'more' })).code).toBe('step-up');
    expect(replyIn(ask(driver, { changes: LOOSER, isSteppedUp: true, reason: '  ' })).code).toBe(
      'no-reason',
    );
    expect(driver.world.limitsChange).toBeNull();
    expect(committing(ask(driver, { changes: LOOSER, isSteppedUp: true, reason: 'more' }))).toEqual(
      [2],
    );
    expect(committing(ask(createDriver(), { changes: TIGHTER }))).toEqual([2]);
  });

  test('one looser limit among tighter ones makes the whole edit ask for the password', () => {
    const driver = createDriver();
    const changes = { ...TIGHTER, minEdge: 1 };
    expect(replyIn(ask(driver, { changes, reason: 'x' })).code).toBe('step-up');
  });

  test('the second of two that edit at once is refused, before and after the first is stored', () => {
    const driver = createDriver();
    ask(driver, { changes: TIGHTER });
    expect(replyIn(ask(driver, { changes: { maxOrderCount: 200 } })).code).toBe('limits-pending');
    driver.send({ kind: 'limits-stored', version: 2 });
    const late = ask(driver, { changes: { maxOrderCount: 50 }, baseVersion: 1 });
    expect(replyIn(late).code).toBe('limits-changed');
    expect(driver.world.limits.maxOrderCount).toBe(100);
  });

  test('a value out of bounds is refused by the name of its field, no difference as such', () => {
    const driver = createDriver();
    const bad = ask(driver, { changes: { orderExpirySeconds: 500 }, isSteppedUp: true });
    expect(replyIn(bad)).toMatchObject({
      code: 'bad-limit',
      text: 'orderExpirySeconds: is outside its bounds',
    });
    expect(replyIn(ask(driver, { changes: { maxOrderCount: 2_500 } })).code).toBe('no-change');
  });

  test('F85 a limits file of the same number does not hide an edit that is being stored, a higher one stands', () => {
    const driver = createDriver();
    ask(driver, { changes: TIGHTER });
    const file = { ...driver.world.limits, maxLossStreak: 3 };
    driver.send({ kind: 'limits', limits: { ...file, version: 2 }, by: 'limits file' });
    expect(driver.world.limits.version).toBe(1);
    driver.send({ kind: 'limits', limits: { ...file, version: 3 }, by: 'limits file' });
    const stored = driver.send({ kind: 'limits-stored', version: 2 });
    expect(replyIn(stored)).toMatchObject({ ok: false, code: 'limits-changed' });
    expect(driver.world.limits).toEqual({ ...file, version: 3 });
  });

  test('a word of the store that nobody waits for changes nothing', () => {
    const driver = createDriver();
    ask(driver, { changes: TIGHTER });
    expect(driver.send({ kind: 'limits-stored', version: 9 })).toEqual([]);
    expect(driver.world.limits.version).toBe(1);
  });
});
