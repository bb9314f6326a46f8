// What a replay answers where the engine would ask the venue. In: an effect. Out: nothing left the process.
import { expect, test } from 'vitest';
import { venueOrderId } from '#lib/domain/ids.ts';
import { addMs, monoNs } from '#lib/domain/instant.ts';
import { START, storedOrder } from '#server/core/5-execution/testing/venue-reports.ts';
import type { CoreEvent } from '#server/core/event.ts';
import { answerEffect, isAnswered } from './answer-effect.ts';

test('I22 a renewal in a replay is answered as one that never left, for the very expiry asked for', async () => {
  const renewal = {
    ...{ askedAt: START, expiresAt: addMs(START, 100_000), sureUntil: addMs(START, 60_000) },
  };
  const order = { ...storedOrder('c-1'), venueOrderId: venueOrderId('v-1'), renewal };
  const effect = { kind: 'commit-then-renew', order } as const;
  const event: CoreEvent = {
    ...{ seq: 1, at: START, mono: monoNs(0), kind: 'timer', timer: 'second' },
  };
  const models = { models: () => [], run: () => Promise.reject(new Error('no model')) };
  const tools = { models, shard: 2 };
  expect(isAnswered(effect)).toBe(true);
  expect(await answerEffect(effect, event, tools)).toEqual([
    {
      kind: 'report',
      report: {
        ...{ kind: 'renewal', venueOrderId: 'v-1', expiresAt: renewal.expiresAt },
        ...{ outcome: 'not-sent', cause: 'replay' },
      },
    },
  ]);
  for (const change of [{ venueOrderId: null }, { renewal: null }])
    expect(await answerEffect({ ...effect, order: { ...order, ...change } }, event, tools)).toEqual(
      [],
    );
});
