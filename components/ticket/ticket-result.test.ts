// What became of a ticket: only the engine's word is a word; silence is unknown, never a no.
import { describe, expect, it } from 'vitest';
import { commandId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { resultOf } from './ticket-result.ts';

function replied(ok: boolean, code: string, isRetry = false) {
  const reply = { id: commandId('c-000001'), ok, code, text: 'words', at: wallMs(1) };
  return resultOf({ kind: 'replied', reply }, isRetry);
}

describe('what became of a ticket', () => {
  it('the engine accepts or denies in its own words', () => {
    expect(replied(true, 'ordered')).toEqual({ kind: 'accepted', text: 'words' });
    expect(replied(false, 'denied')).toEqual({ kind: 'denied', text: 'words' });
    expect(resultOf(null, false)).toBeNull();
    expect(resultOf(null, true)).toBeNull();
  });

  it('F41 silence is unknown wherever it began; what never left was not sent', () => {
    expect(replied(false, 'no-answer')?.kind).toBe('unknown');
    expect(resultOf({ kind: 'unknown', text: '' }, false)?.kind).toBe('unknown');
    expect(replied(false, 'engine-down')?.kind).toBe('not-sent');
    expect(resultOf({ kind: 'unreachable', text: 'no line' }, false)).toEqual({
      ...{ kind: 'not-sent', text: 'no line' },
    });
  });

  it('I11 a no to a retry is no word about the try before it: the ticket stays unknown under its id', () => {
    for (const code of ['denied', 'too-late', 'old-page', 'password-needed', 'engine-down'])
      expect(replied(false, code, true)).toEqual({
        ...{ kind: 'unknown', text: expect.stringMatching(/refused \(words\).*Look at Orders/) },
      });
    const unreachable = resultOf({ kind: 'unreachable', text: 'no line' }, true);
    expect(unreachable?.kind).toBe('unknown');
    expect(replied(false, 'no-answer', true)?.kind).toBe('unknown');
  });

  it('a yes to a retry settles it: it is an order, under this id', () => {
    expect(replied(true, 'ordered', true)).toEqual({ kind: 'accepted', text: 'words' });
  });
});
