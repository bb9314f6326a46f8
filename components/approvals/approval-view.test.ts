// The approval queue: nothing moves under the pointer, nothing answered lingers, NO is priced as NO.
import { describe, expect, it } from 'vitest';
import type { ApprovalRow } from '#lib/wire/trade-rows.ts';
import {
  frontOffer,
  LINGER_MS,
  offerText,
  outcomeChance,
  outcomeQuote,
  shortOffer,
  shownApprovals,
} from './approval-view.ts';

function row(part: Partial<ApprovalRow>): ApprovalRow {
  return {
    id: 'a',
    ticker: 'T',
    title: '',
    state: 'pending',
    version: 1,
    side: 'bid',
    limitPrice: 4_630,
    postOnly: false,
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

  it('what rests as a quote does not read as if it were bought', () => {
    expect(offerText(row({ postOnly: true }))).toBe('Quote 25 YES at 46.3¢');
  });

  it('a NO is told as a NO: chance and quote of what it pays for, never of the other side', () => {
    const no = row({ side: 'ask' });
    expect(outcomeChance(no, 0.2)).toBeCloseTo(0.8);
    expect(outcomeChance(no, null)).toBeNull();
    expect(outcomeQuote(no, { bid: 3_700, ask: 3_800 })).toEqual([6_200, 6_300]);
    expect(outcomeQuote(no, { bid: null, ask: 3_800 })).toEqual([6_200, null]);
    expect(outcomeQuote(row({}), undefined)).toEqual([null, null]);
    expect(shortOffer(no)).toBe('25 NO 53.7¢');
  });
});

describe('the offer in front', () => {
  const at = (nowMs: number, isHeld = false) => ({ nowMs, isHeld });
  const first = row({ id: 'first', raisedAt: 1 });
  const second = row({ id: 'second', raisedAt: 2 });
  const vetoed = row({ id: 'first', state: 'vetoed', answeredAt: 10_000 });

  it('stays while it waits, whatever else arrives', () => {
    const picked = { id: 'second', sinceMs: 5 };
    expect(frontOffer(picked, [first, second], at(9_000))).toBe(picked);
    expect(frontOffer(null, [first, second], at(9_000))).toEqual({ id: 'first', sinceMs: 9_000 });
  });

  it('is read for two seconds after its end before the next one comes', () => {
    const front = { id: 'first', sinceMs: 0 };
    expect(frontOffer(front, [second, vetoed], at(11_999))).toBe(front);
    expect(frontOffer(front, [second, vetoed], at(12_000))?.id).toBe('second');
    expect(frontOffer(front, [vetoed], at(17_000))).toBe(front);
  });

  it('does not change under a pointer, until it is gone', () => {
    const front = { id: 'first', sinceMs: 0 };
    expect(frontOffer(front, [second, vetoed], at(17_000, true))).toBe(front);
    expect(frontOffer(front, [second], at(18_000, true))?.id).toBe('second');
  });

  it('picked after its end it stays until it is gone', () => {
    const picked = { id: 'first', sinceMs: 10_001 };
    expect(frontOffer(picked, [second, vetoed], at(17_999))).toBe(picked);
    expect(frontOffer(picked, [second], at(18_000))?.id).toBe('second');
    expect(frontOffer(picked, [], at(18_000))).toBeNull();
  });
});
