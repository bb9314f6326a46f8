// Lines of the export: how long an answer took stands there only where a person gave one.
import { expect, test } from 'vitest';
import type { DecisionLine, OfferEnd } from '#lib/wire/decisions-http.ts';
import { DECISION_HEAD, decisionLine } from './decision-lines.ts';

function answeredAfter(changes: Partial<OfferEnd>): string | undefined {
  const offer: OfferEnd = {
    ...{ id: 'o-1', state: 'vetoed', raisedAt: 1_000, answeredAt: 9_000, answeredBy: 'operator' },
    ...changes,
  };
  const line: DecisionLine = {
    ...{ id: 'd-1', ticker: 'T', at: 500, eventSeq: 7, verdict: 'enter', sentence: 'enter' },
    ...{ stoppedBy: [], trade: null, offer, settled: null },
  };
  const column = DECISION_HEAD.trimEnd().split(',').indexOf('offer_answered_after_s');
  return decisionLine(line).trimEnd().split(',')[column];
}

test('the time of an answer is that of a person who gave one', () => {
  for (const state of ['vetoed', 'approved', 'refused'] as const)
    expect(answeredAfter({ state })).toBe('8');
});

test('what ended without a person has no time of an answer', () => {
  expect(answeredAfter({ state: 'withdrawn', answeredBy: null })).toBe('');
  expect(answeredAfter({ state: 'refused', answeredBy: null })).toBe('');
  expect(answeredAfter({ state: 'expired', answeredBy: null })).toBe('');
  expect(answeredAfter({ state: 'pending', answeredAt: null, answeredBy: null })).toBe('');
});
