// Approvals: bounded offers, races with one winner, silence as a veto, and the look at the click.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Approval } from '#lib/domain/approval.ts';
import { approvalId, marketTicker } from '#lib/domain/ids.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { probability } from '#lib/domain/probability.ts';
import {
  type ApprovalAnswer,
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
import { lookAtOffer, recheck } from './recheck.ts';
import { sealDecision } from './seal-decision.ts';
import { raised } from './testing/raised-offer.ts';
import { depthOf, FAIR, GOOD, HASH, inputWith, NOW } from './testing/sample-input.ts';

const LIMITS = GOOD.limits;
const later = (ms: number): WallMs => wallMs(NOW + ms);

function yes(approval: Approval): ApprovalAnswer {
  return {
    kind: 'approve',
    approvalId: approval.id,
    version: approval.version,
    shownHash: approval.shownHash,
  };
}

function approved(approvals: Approvals): Approval {
  const result = answer(approvals, yes(raised(approvals)), { at: later(1_000), by: 'ann' });
  if (!result.ok) throw new Error(result.text);
  return result.approval;
}

/** The market a second after the offer was shown, the offer itself still counted as waiting. */
function soon(change: Partial<GateInput> = {}): GateInput {
  const at = later(1_000);
  const fair = { ...FAIR, at };
  return inputWith({ at, fair, marketHasPendingApproval: true, pendingApprovals: 1, ...change });
}

describe('an approval', () => {
  test('F79 F80 of any racing answers exactly one wins and the others learn who was first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.constantFrom('ann', 'bob', 'cyd')), {
          minLength: 1,
          maxLength: 8,
        }),
        (racers) => {
          const approvals = createApprovals();
          const offer = raised(approvals);
          const results = racers.map(([agree, by]) =>
            answer(
              approvals,
              agree
                ? yes(offer)
                : { kind: 'veto', approvalId: offer.id, version: offer.version, reason: 'no' },
              { at: later(10), by },
            ),
          );
          expect(results.filter((each) => each.ok)).toHaveLength(1);
          expect(results[0]?.ok).toBe(true);
          for (const lost of results.slice(1))
            expect(lost).toMatchObject({
              ok: false,
              code: 'already-answered',
              text: expect.stringContaining(racers[0]?.[1] ?? ''),
            });
        },
      ),
    );
  });

  test('F83 an answer to something else than was shown is refused and leaves the offer open', () => {
    const approvals = createApprovals();
    const offer = raised(approvals);
    expect(
      answer(
        approvals,
        { kind: 'approve', approvalId: offer.id, version: 1, shownHash: HASH },
        { at: NOW, by: 'ann' },
      ),
    ).toMatchObject({ ok: false, code: 'changed' });
    expect(answer(approvals, { ...yes(offer), version: 2 }, { at: NOW, by: 'ann' })).toMatchObject({
      ok: false,
      code: 'changed',
    });
    expect(
      answer(approvals, { ...yes(offer), approvalId: approvalId('zz') }, { at: NOW, by: 'ann' }),
    ).toMatchObject({ ok: false, code: 'unknown-approval' });
    expect(pendingApprovals(approvals)).toHaveLength(1);
  });

  test('F78 F81 expires by itself, and an answer at the last instant comes too late', () => {
    const approvals = createApprovals();
    const offer = raised(approvals);
    expect(offer.expiresAt).toBe(NOW + LIMITS.approvalSeconds * 1000);
    expect(expire(approvals, wallMs(offer.expiresAt - 1))).toEqual([]);
    expect(answer(approvals, yes(offer), { at: offer.expiresAt, by: 'ann' })).toMatchObject({
      ok: false,
      code: 'expired',
    });
    expect(approvals.byId.get(offer.id)?.state).toBe('expired');
  });

  test('never outlives the close guard', () => {
    const approvals = createApprovals();
    const decision = sealDecision(decide(GOOD));
    const closeAt = later(40_000);
    const result = raise(approvals, decision, {
      id: approvalId('a'),
      at: NOW,
      limits: LIMITS,
      closeAt,
    });
    expect(result).toMatchObject({
      ok: true,
      approval: { expiresAt: closeAt - LIMITS.closeGuardSeconds * 1000 },
    });
    expect(
      raise(createApprovals(), decision, {
        id: approvalId('b'),
        at: NOW,
        limits: LIMITS,
        closeAt: later(30_000),
      }).ok,
    ).toBe(false);
  });

  test('F84 the queue has an end, and one market has one offer', () => {
    const approvals = createApprovals();
    for (let each = 0; each < LIMITS.maxPendingApprovals; each += 1)
      raised(approvals, `a-${each}`, { ticker: marketTicker(`T${each}`) });
    expect(() => raised(approvals, 'more', { ticker: marketTicker('more') })).toThrow('20 offers');
    const other = createApprovals();
    raised(other, 'a-1');
    expect(() => raised(other, 'a-2')).toThrow('this market has an offer waiting already');
  });

  test('a kill and a restart withdraw what was waiting', () => {
    const approvals = createApprovals();
    const offer = raised(approvals);
    expect(withdraw(approvals, () => true, { reason: 'killed', at: NOW })).toMatchObject([
      { state: 'withdrawn', reason: 'killed' },
    ]);
    expect(answer(approvals, yes(offer), { at: NOW, by: 'ann' })).toMatchObject({
      ok: false,
      code: 'already-answered',
    });
    expect(restoreApprovals(createApprovals(), [offer], NOW)).toMatchObject([
      { state: 'withdrawn' },
    ]);
  });
});

describe('the look at the click', () => {
  test('sends within the bound when nothing has changed', () => {
    const offer = approved(createApprovals());
    const result = recheck(offer, soon());
    expect(result).toMatchObject({
      ok: true,
      intent: { price: offer.limitPrice, count: offer.count, purpose: 'enter' },
    });
  });

  test('F84 the offer under question does not itself fill the queue', () => {
    const offer = approved(createApprovals());
    const full = LIMITS.maxPendingApprovals;
    expect(recheck(offer, soon({ pendingApprovals: full })).ok).toBe(true);
    expect(recheck(offer, soon({ pendingApprovals: full + 1 })).ok).toBe(false);
  });

  test('takes a better price and never more contracts', () => {
    const offer = approved(createApprovals());
    const depth = depthOf([[4_500, 50_000]], [[4_600, 50_000]]);
    const result = recheck(offer, soon({ depth, cash: money(900_000_000) }));
    expect(result).toMatchObject({ ok: true, intent: { price: 4_600, count: offer.count } });
  });

  test.each([
    ['the price moved past the bound', { depth: depthOf([[4_800, 50_000]], [[4_900, 50_000]]) }],
    [
      'the edge is gone',
      {
        fair: {
          ...FAIR,
          at: later(1_000),
          probability: probability(0.5),
          low: probability(0.499),
          high: probability(0.501),
        },
      },
    ],
    ['a kill came', { killed: true, trading: 'killed' }],
    ['trading was paused', { trading: 'paused' }],
    ['a limit was lowered', { limits: { ...LIMITS, maxMarketExposure: money(100) } }],
    ['the index went stale', { feeds: { ...GOOD.feeds, index: 1_501 } }],
    ['the book broke', { book: { kind: 'broken', reason: 'gap' } }],
    [
      'the other side is better now',
      {
        fair: {
          ...FAIR,
          at: later(1_000),
          probability: probability(0.3),
          low: probability(0.299),
          high: probability(0.301),
        },
      },
    ],
  ] satisfies [string, Partial<GateInput>][])('F81 F85 refuses when %s', (_, change) => {
    const pending = raised(createApprovals());
    const result = recheck(approved(createApprovals()), soon(change));
    // What stands beside Approve is what the click gets.
    expect(result).toEqual({
      ok: false,
      reason: `changed: look again (${lookAtOffer(pending, soon(change)).against})`,
    });
  });

  test('nothing stands beside Approve while the offer would go out', () => {
    const offer = raised(createApprovals());
    expect(lookAtOffer(offer, soon())).toEqual({ against: null, count: offer.count });
  });

  test('F81 a thinner book sends fewer contracts, and beside Approve stands how many', () => {
    const depth = depthOf([[4_500, 50_000]], [[4_700, 300]]);
    const { against, count: fits } = lookAtOffer(raised(createApprovals()), soon({ depth }));
    const result = recheck(approved(createApprovals()), soon({ depth }));
    expect(against).toBeNull();
    expect(fits).toBeLessThan(raised(createApprovals()).count);
    expect(result).toMatchObject({ ok: true, intent: { count: fits } });
  });

  test('I9 an offer is used once: only an approved one passes, and a refused one never comes back', () => {
    const approvals = createApprovals();
    const pending = raised(approvals);
    expect(recheck(pending, soon()).ok).toBe(false);
    const result = answer(approvals, yes(pending), { at: NOW, by: 'ann' });
    expect(result.ok).toBe(true);
    const refused = refuse(approvals, pending.id, { reason: 'changed', at: NOW });
    expect(refused).toMatchObject({ state: 'refused', answeredBy: 'ann' });
    expect(refuse(approvals, pending.id, { reason: 'again', at: NOW })).toBeNull();
  });
});
