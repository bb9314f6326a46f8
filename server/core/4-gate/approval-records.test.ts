// The records of the queue, field by field: what is shown is what was hashed, each change is one version, old ones go.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Approval } from '#lib/domain/approval.ts';
import { count } from '#lib/domain/count.ts';
import { approvalId, marketTicker } from '#lib/domain/ids.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import { approvalFlags } from './approval-flags.ts';
import {
  type Approvals,
  answer,
  createApprovals,
  expire,
  pendingApprovals,
  raise,
  refuse,
  restoreApprovals,
  withdraw,
} from './approvals.ts';
import { decide } from './decide.ts';
import type { GateInput } from './gate-input.ts';
import { priceMake } from './price-candidate.ts';
import { recheck } from './recheck.ts';
import { sealDecision } from './seal-decision.ts';
import { raised } from './testing/raised-offer.ts';
import { depthOf, FAIR, GOOD, inputWith, NOW } from './testing/sample-input.ts';

const LIMITS = GOOD.limits;
const FLAGGED = count(100);
const sample = () => sealDecision(decide(GOOD));
const later = (ms: number): WallMs => wallMs(NOW + ms);

const veto = (offer: Approval, reason = 'no') =>
  ({ kind: 'veto', approvalId: offer.id, version: offer.version, reason }) as const;
const yes = ({ id, version, shownHash }: Approval) =>
  ({ kind: 'approve', approvalId: id, version, shownHash }) as const;
const by = (name: string, ms: number) => ({ by: name, at: later(ms) });

describe('an offer', () => {
  test('says what was decided, waits for nobody in particular and is kept as it was returned', () => {
    const approvals = createApprovals();
    const offer = raised(approvals);
    const { candidate, intent } = sample();
    expect(offer).toMatchObject({
      ...{
        id: 'a',
        decisionId: sample().id,
        ticker: sample().ticker,
        state: 'pending',
        version: 1,
      },
      ...{ intent, side: intent?.side, limitPrice: intent?.price, count: intent?.count },
      ...{ edge: candidate?.edge, fairProbability: candidate?.fairProbability },
      ...{ marketProbability: candidate?.marketProbability, flags: sample().flags },
      ...{ raisedAt: NOW, answeredBy: null, answeredAt: null, reason: null },
    });
    expect(approvals.byId.get(offer.id)).toBe(offer);
  });

  test('F83 the hash covers what is shown: another id, edge or expiry is another hash', () => {
    const hashOf = (...args: Parameters<typeof raised>) => raised(...args).shownHash;
    const first = hashOf(createApprovals());
    expect(hashOf(createApprovals())).toBe(first);
    expect(hashOf(createApprovals(), 'b')).not.toBe(first);
    expect(hashOf(createApprovals(), 'a', { edge: 1 })).not.toBe(first);
    expect(hashOf(createApprovals(), 'a', { at: later(1) })).not.toBe(first);
  });

  test('needs time to answer before the close guard, at least a millisecond', () => {
    const close = (ms: number) => {
      const guardMs = LIMITS.closeGuardSeconds * 1000;
      const input = { id: approvalId('a'), at: NOW, limits: LIMITS, closeAt: later(guardMs + ms) };
      return raise(createApprovals(), sample(), input).ok;
    };
    expect([close(-1), close(0), close(1)]).toEqual([false, false, true]);
  });

  test('only an entry is raised, and an id is used once', () => {
    const approvals = createApprovals();
    const input = { id: approvalId('x'), at: NOW, limits: LIMITS, closeAt: GOOD.market.closeAt };
    expect(() => raise(approvals, { ...sample(), verdict: 'exit' }, input)).toThrow(
      'only an entry',
    );
    raised(approvals, 'x');
    const other = { ...sample(), ticker: marketTicker('other') };
    expect(() => raise(approvals, other, input)).toThrow('used once');
  });
});

describe('each change of an offer', () => {
  const CHANGES: readonly [string, (approvals: Approvals, offer: Approval) => unknown, object][] = [
    [
      'approved',
      (approvals, offer) => answer(approvals, yes(offer), by('ann', 5)),
      { state: 'approved', answeredBy: 'ann', answeredAt: later(5), reason: null },
    ],
    [
      'vetoed, by who has not seen it too',
      (approvals, offer) => answer(approvals, veto(offer, 'too big'), by('bob', 6)),
      { state: 'vetoed', answeredBy: 'bob', answeredAt: later(6), reason: 'too big' },
    ],
    [
      'expired by the clock',
      (approvals, offer) => expire(approvals, offer.expiresAt),
      { state: 'expired', answeredBy: null, reason: 'no answer in time' },
    ],
    [
      'expired at a late answer',
      (approvals, offer) => answer(approvals, yes(offer), { by: 'ann', at: offer.expiresAt }),
      { state: 'expired', answeredBy: null, reason: 'no answer in time' },
    ],
    [
      'withdrawn',
      (approvals) => withdraw(approvals, () => true, { reason: 'kill', at: later(7) }),
      { state: 'withdrawn', answeredBy: null, answeredAt: later(7), reason: 'kill' },
    ],
  ];

  test.each(CHANGES)('is a new version with its who, when and why: %s', (_, change, expected) => {
    const approvals = createApprovals();
    const offer = raised(approvals);
    change(approvals, offer);
    expect(approvals.byId.get(offer.id)).toEqual({
      ...offer,
      version: 2,
      answeredAt: offer.expiresAt,
      ...expected,
    });
  });

  test('F83 a veto of another version is refused too', () => {
    const approvals = createApprovals();
    const offer = raised(approvals);
    const stale = answer(approvals, { ...veto(offer), version: 2 }, by('ann', 1));
    expect(stale).toMatchObject({ ok: false, code: 'changed', approval: offer });
    expect(approvals.byId.get(offer.id)).toBe(offer);
  });

  test('a late answer hands back the closed record, an unknown one hands back none', () => {
    const approvals = createApprovals();
    const offer = raised(approvals);
    const late = answer(approvals, yes(offer), { by: 'ann', at: offer.expiresAt });
    expect(late).toMatchObject({ ok: false, code: 'expired', approval: { state: 'expired' } });
    const again = answer(approvals, yes(offer), by('ann', 0));
    expect(again).toMatchObject({ ok: false, text: 'this offer is expired already' });
    const nobody = answer(approvals, { ...yes(offer), approvalId: approvalId('?') }, by('ann', 0));
    expect(nobody).toMatchObject({ ok: false, approval: null });
  });

  test('I9 refused follows approved alone, keeps who answered and names the reason', () => {
    const approvals = createApprovals();
    const offer = raised(approvals);
    const why = { reason: 'moved', at: later(9) };
    expect(refuse(approvals, approvalId('nobody'), why)).toBeNull();
    expect(refuse(approvals, offer.id, why)).toBeNull();
    answer(approvals, yes(offer), by('ann', 5));
    expect(refuse(approvals, offer.id, why)).toMatchObject({
      ...{ state: 'refused', version: 3, answeredBy: 'ann', answeredAt: later(9), reason: 'moved' },
    });
  });
});

describe('the queue', () => {
  const named = (approvals: readonly Approval[]) => approvals.map((each) => each.id);

  test('tells the waiting oldest first, expires those whose time is over, withdraws those meant', () => {
    const approvals = createApprovals();
    raised(approvals, 'a', { ticker: marketTicker('A') });
    raised(approvals, 'b', { ticker: marketTicker('B'), at: later(5_000) });
    raised(approvals, 'c', { ticker: marketTicker('C'), at: later(5_000) });
    expect(named(pendingApprovals(approvals))).toEqual(['a', 'b', 'c']);
    expect(named(expire(approvals, later(LIMITS.approvalSeconds * 1000)))).toEqual(['a']);
    const meant = withdraw(approvals, ({ ticker }) => ticker === 'C', { reason: 'x', at: NOW });
    expect(named(meant)).toEqual(['c']);
    expect(named(pendingApprovals(approvals))).toEqual(['b']);
  });

  test('after a restart keeps every record and offers none of them', () => {
    const earlier = createApprovals();
    const rows = [
      raised(earlier, 'a', { ticker: marketTicker('A') }),
      raised(earlier, 'b', { ticker: marketTicker('B') }),
    ];
    answer(earlier, veto(rows[1] ?? raised(earlier)), by('ann', 1));
    const approvals = createApprovals();
    const changed = restoreApprovals(approvals, [...earlier.byId.values()], later(3));
    expect(changed).toMatchObject([{ id: 'a', state: 'withdrawn', answeredAt: later(3) }]);
    expect([...approvals.byId.values()].map((each) => each.state)).toEqual(['withdrawn', 'vetoed']);
  });

  test('remembers the last two hundred answered offers and every one that waits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 230 }), (answered) => {
        const approvals = createApprovals();
        const waiting = raised(approvals, 'waits', { ticker: marketTicker('W') });
        for (let each = 0; each < answered; each += 1)
          answer(approvals, veto(raised(approvals, `o${each}`)), by('ann', 1));
        raised(approvals, 'last');
        const left = Array.from({ length: Math.min(answered, 200) }, (_, index) => {
          return `o${Math.max(0, answered - 200) + index}`;
        });
        expect([...approvals.byId.keys()]).toEqual([waiting.id, ...left, 'last']);
      }),
      { numRuns: 4, examples: [[200], [201], [199]] },
    );
  });
});

describe('the flags of an entry', () => {
  const flagsOf = (change: Partial<GateInput>, size = 100): string[] => {
    const candidate = sample().candidate;
    if (candidate === null) throw new Error('the sample enters');
    const limits = { ...LIMITS, flagCount: FLAGGED, ...change.limits };
    const sized = { ...candidate, count: count(size) };
    return approvalFlags(inputWith({ ...change, limits }), sized).map((each) => each.id);
  };
  const confident = (value: number) => ({ fair: { ...FAIR, confidence: probability(value) } });

  test('go up just past their limits, and without a fair value nothing is sure', () => {
    expect(flagsOf({})).toEqual([]);
    expect(flagsOf({}, 101)).toEqual(['size']);
    expect(flagsOf(confident(LIMITS.flagConfidence))).toEqual([]);
    expect(flagsOf(confident(LIMITS.flagConfidence - 0.001))).toEqual(['low-confidence']);
    expect(flagsOf({ fair: null })).toContain('low-confidence');
    const gap = 0.55 - (sample().candidate?.marketProbability ?? 0);
    expect(flagsOf({ limits: { ...LIMITS, flagCount: FLAGGED, flagDisagreement: gap } })).toEqual(
      [],
    );
    const narrow = { ...LIMITS, flagCount: FLAGGED, flagDisagreement: gap - 0.001 };
    expect(flagsOf({ limits: narrow })).toEqual(['far-from-market']);
  });

  test('of the first entry of a day and of every entry need the setting, the first also the day', () => {
    const first = { ...LIMITS, flagCount: FLAGGED, flagFirstOfDay: true };
    expect(flagsOf({ limits: first })).toEqual([]);
    expect(flagsOf({ limits: LIMITS, firstOfDay: true }, 0)).toEqual([]);
    expect(flagsOf({ limits: first, firstOfDay: true })).toEqual(['first-of-day']);
    const every = { ...LIMITS, flagCount: FLAGGED, flagEveryTrade: true };
    expect(flagsOf({ limits: every })).toEqual(['every-trade']);
  });
});

describe('the look at the click', () => {
  const approve = (approvals: Approvals, offer: Approval): Approval => {
    const result = answer(approvals, yes(offer), by('ann', 1_000));
    if (!result.ok) throw new Error(result.text);
    return result.approval;
  };
  const at = later(1_000);
  const soon = (change: Partial<GateInput> = {}) =>
    inputWith({
      at,
      fair: { ...FAIR, at },
      pendingApprovals: 1,
      marketHasPendingApproval: true,
      ...change,
    });

  test('F81 comes too late at the instant of expiry, and is of one market only', () => {
    const approvals = createApprovals();
    const offer = approve(approvals, raised(approvals));
    expect(recheck(offer, soon()).ok).toBe(true);
    expect(recheck({ ...offer, expiresAt: at }, soon())).toMatchObject({
      reason: expect.stringContaining('expired'),
    });
    const other = { ...GOOD.market, ticker: marketTicker('other') };
    expect(recheck(offer, soon({ market: other }))).toMatchObject({
      reason: expect.stringContaining('another market'),
    });
  });

  test('does not count an offer twice that is not this market’s own', () => {
    const approvals = createApprovals();
    const offer = approve(approvals, raised(approvals));
    const full = LIMITS.maxPendingApprovals;
    const others = soon({ pendingApprovals: full, marketHasPendingApproval: false });
    expect(recheck(offer, others).ok).toBe(false);
    expect(recheck(offer, soon({ pendingApprovals: 0 })).ok).toBe(true);
  });

  const WIDE = depthOf([[4_400, 50_000]], [[5_300, 50_000]]);
  test.each([
    { side: 'bid', chance: 0.55, quoted: 4_500 },
    { side: 'ask', chance: 0.42, quoted: 5_200 },
  ] as const)('F85 of a $side quote keeps to its bound', ({ side, chance, quoted }) => {
    const band = { low: probability(chance - 0.005), high: probability(chance + 0.005) };
    const fair = { ...FAIR, at, probability: probability(chance), ...band };
    const market = soon({ depth: WIDE, fair });
    const approvals = createApprovals();
    const offer = approve(approvals, raised(approvals));
    const lookAt = (limit: number, wanted = market) => {
      const intent = { ...offer.intent, side, postOnly: true };
      const asked = { side, limitPrice: price(limit), count: count(100), intent };
      const result = recheck({ ...offer, ...asked }, wanted);
      return result.ok ? result.intent : result.reason;
    };
    expect(priceMake(market, side)?.price).toBe(quoted);
    expect(lookAt(quoted)).toMatchObject({ price: quoted, count: 100, side, postOnly: true });
    // The market came our way: the better quote goes.
    const away = side === 'bid' ? 100 : -100;
    expect(lookAt(quoted + away)).toMatchObject({ price: quoted, count: 100, side });
    // It ran away: ours rests where it was approved, behind the best price.
    expect(lookAt(quoted - away)).toMatchObject({ price: quoted - away, side, postOnly: true });
    expect(lookAt(quoted - 3 * away)).toMatchObject({ price: quoted - 3 * away, side });
    // A price the market no longer knows is no order, and no edge at the approved price is none either.
    expect(lookAt(quoted - away / 100)).toContain('no longer to be had');
    const turned = { ...fair, probability: probability((quoted - away) / 10_000) };
    expect(lookAt(quoted - away, soon({ depth: WIDE, fair: turned }))).toContain('edge');
  });
});
