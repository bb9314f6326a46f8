// The kill button from the press to the state: amber until the engine's own word, never back to ready in between.
import { expect, test } from 'vitest';
import type { CommandOutcome } from '#components/live/send-command.ts';
import { commandId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { killState } from './kill-state.ts';

const replied = (ok: boolean): CommandOutcome => ({
  kind: 'replied',
  reply: { id: commandId('c-1'), ok, code: 'killed', text: '', at: wallMs(1) },
});

test('F72 pressed, answered, killed: the button never says ready in between', () => {
  const states = [
    { isKilled: false, isPending: false, outcome: null },
    { isKilled: false, isPending: true, outcome: null },
    { isKilled: false, isPending: false, outcome: replied(true) },
    { isKilled: true, isPending: false, outcome: replied(true) },
    { isKilled: true, isPending: false, outcome: null },
  ].map(killState);
  expect(states).toEqual(['ready', 'pending', 'pending', 'killed', 'killed']);
});

test('a press that was refused or never arrived can be pressed again', () => {
  const lost: CommandOutcome = { kind: 'unreachable', text: '' };
  for (const outcome of [replied(false), lost])
    expect(killState({ isKilled: false, isPending: false, outcome })).toBe('ready');
});
