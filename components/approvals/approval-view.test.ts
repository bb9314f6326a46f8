// The approval queue: nothing moves under the pointer, nothing answered lingers, NO is priced as NO.
import { describe, expect, it } from 'vitest';
import type { ApprovalRow } from '#lib/wire/topics.ts';
import { LINGER_MS, offerText, shownApprovals } from './approval-view.ts';

function row(part: Partial<ApprovalRow>): ApprovalRow {
  return {
    id: 'a',
    ticker: 'T',
    title: '',
    state: 'pending',
    version: 1,
    side: 'bid',
    limitPrice: 4_630,
    count: 2_500,
    edge: 200,
    worstCaseMicro: 0,
    fairProbability: 0.5,
    marketProbability: 0.46,
    flags: [],
    shownHash: '',
    raisedAt: 0,
    expiresAt: 45_000,
    answeredBy: null,
    answeredAt: null,
    reason: null,
    ...part,
  };
}

describe('approval view', () => {
  it('a new offer never pushes an older one down', () => {
    const old = row({ id: 'old', raisedAt: 1 });
    const fresh = row({ id: 'new', raisedAt: 2 });
    expect(shownApprovals([fresh, old], 10).map((each) => each.id)).toEqual(['old', 'new']);
  });

  it('an answered offer stays in sight for a moment, below the waiting ones', () => {
    const done = row({ id: 'done', state: 'vetoed', answeredAt: 1_000 });
    const waiting = row({ id: 'waiting', raisedAt: 5 });
    expect(shownApprovals([done, waiting], 2_000).map((each) => each.id)).toEqual([
      'waiting',
      'done',
    ]);
    expect(shownApprovals([done, waiting], 1_000 + LINGER_MS)).toEqual([waiting]);
  });

  it('an expired offer counts from its expiry', () => {
    const expired = row({ state: 'expired', expiresAt: 10_000 });
    expect(shownApprovals([expired], 10_500)).toHaveLength(1);
    expect(shownApprovals([expired], 20_000)).toHaveLength(0);
  });

  it('a bid buys YES at its price, an ask buys NO at the complement', () => {
    expect(offerText(row({}))).toBe('Buy 25 YES at most 46.3¢');
    expect(offerText(row({ side: 'ask' }))).toBe('Buy 25 NO at most 53.7¢');
  });
});
