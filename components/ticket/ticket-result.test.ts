// What became of a ticket: only the engine's word is a word; silence is unknown, never a no.
import { describe, expect, it } from 'vitest';
import { commandId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { resultOf } from './ticket-result.ts';

function replied(ok: boolean, code: string, text = 'words') {
  const reply = { id: commandId('c-000001'), ok, code, text, at: wallMs(1) };
  return resultOf({ kind: 'replied', reply });
}

describe('what became of a ticket', () => {
  it('the engine accepts or denies in its own words', () => {
    expect(replied(true, 'ordered')).toEqual({ kind: 'accepted', text: 'words' });
    expect(replied(false, 'denied', 'denied by edge')).toEqual({
      ...{ kind: 'denied', text: 'denied by edge' },
    });
    expect(resultOf(null)).toBeNull();
  });

  it('F41 silence is unknown wherever it began; what never left was not sent', () => {
    expect(replied(false, 'no-answer')?.kind).toBe('unknown');
    expect(resultOf({ kind: 'unknown', text: '' })?.kind).toBe('unknown');
    expect(replied(false, 'engine-down')?.kind).toBe('not-sent');
    expect(resultOf({ kind: 'unreachable', text: 'no line' })).toEqual({
      ...{ kind: 'not-sent', text: 'no line' },
    });
  });
});
