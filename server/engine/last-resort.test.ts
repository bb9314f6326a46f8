// An error nobody caught: order of what is done, and that nothing done on the way out can stop the end.
import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createDoor } from './door.ts';
import { installLastResort } from './last-resort.ts';

function setUp(change: { readonly abandon?: () => void; readonly log?: () => void } = {}) {
  const source = new EventEmitter();
  const said: string[] = [];
  const door = createDoor(() => 0);
  door.open();
  installLastResort({
    process: source,
    abandon(reason) {
      door.seal(reason);
      said.push(`abandon ${reason}`);
      change.abandon?.();
    },
    log: {
      error(_, text) {
        said.push(`log ${text}`);
        change.log?.();
      },
    },
    exit: (code) => said.push(`exit ${code}`),
  });
  return { source, said, door };
}

describe('last resort', () => {
  test.each(['uncaughtException', 'unhandledRejection'] as const)(
    'F95 %s shuts the gate for good and latches before anything else, then ends non-zero, once',
    (fault) => {
      const { source, said, door } = setUp();
      source.emit(fault, new Error('nobody caught this'));
      expect(said).toEqual([`abandon ${fault}: nobody caught this`, `log ${fault}`, 'exit 70']);
      door.open();
      expect(door.isOpen()).toBe(false);
      source.emit('unhandledRejection', new Error('another on the way out'));
      expect(said).toHaveLength(3);
    },
  );

  test('F95 a latch or a log that fails does not keep the process alive', () => {
    const boom = () => {
      throw new Error('disk full');
    };
    const { source, said } = setUp({ abandon: boom, log: boom });
    source.emit('unhandledRejection', 'not even an error');
    expect(said.at(-1)).toBe('exit 70');
    expect(said[0]).toBe('abandon unhandledRejection: not even an error');
  });
});
