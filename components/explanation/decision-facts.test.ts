// A decision's page: stored and live decisions in one shape, the trade in a trader's words, nothing invented.
import { describe, expect, it } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { decisionId, marketTicker, sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import type { Decision } from '#lib/domain/verdict.ts';
import type { DecisionRow } from '#lib/wire/signal-rows.ts';
import { candidateFacts, intentFacts, recordFacts } from './decision-facts.ts';
import { shownFromRow, shownFromStored } from './shown-decision.ts';

const TICKER = marketTicker('KXBTCD-26NOV2011-T84899.99');

const STORED: Decision = {
  id: decisionId('d-1'),
  ticker: TICKER,
  at: wallMs(1_795_186_800_000),
  eventSeq: 42,
  verdict: 'enter',
  sentence: 'enter: quote to buy 25 NO',
  checks: [
    {
      ...{ id: 'forecast-source', label: 'forecast model', outcome: 'pass', unit: 'yes/no' },
      ...{ value: 1, threshold: 1, distance: 0, blocksExit: false },
      text: 'forecast by har-tod+gbdt',
    },
  ],
  flags: [],
  candidate: {
    ...{ side: 'ask', price: price(4_600), count: count(2_500), style: 'make' },
    ...{ rawEdge: 310, edge: 280, feePerContract: 30 },
    ...{ fairProbability: probability(0.43), marketProbability: probability(0.455) },
  },
  intent: {
    ...{ decisionId: decisionId('d-1'), ticker: TICKER, purpose: 'enter', side: 'ask' },
    ...{ price: price(4_600), count: count(2_500), timeInForce: 'good_till_canceled' },
    ...{ postOnly: true, reduceOnly: false, expiresAt: wallMs(1_795_186_860_000), shard: 2 },
  },
  explanation: null,
  inputHash: sha256Hex('a'.repeat(64)),
  hash: sha256Hex('b'.repeat(64)),
};

const ROW: DecisionRow = {
  ...{ id: 'd-2', storedId: 'd-1', at: STORED.at + 5_000, since: STORED.at, verdict: 'enter' },
  ...{ sentence: 's', checks: STORED.checks, flags: [], explanation: null, hash: 'c'.repeat(64) },
  ...{ side: 'ask', price: 4_600, count: 2_500, edge: 280, rawEdge: 310, feePerContract: 30 },
  ...{ fairProbability: 0.43, marketProbability: 0.455 },
};

function factsOf(facts: readonly { readonly name: string; readonly value: string }[]) {
  return Object.fromEntries(facts.map(({ name, value }) => [name, value]));
}

describe('decision facts', () => {
  it('a stored decision names its trade on the outcome it buys, its intent and its record', () => {
    const shown = shownFromStored(STORED);
    expect(factsOf(candidateFacts(shown.candidate))).toMatchObject({
      Candidate: 'Buy 25 NO at 54¢',
      Style: 'rests as a quote',
      'Edge before fee ¢': '+3.4',
      'Fee ¢': '−0.3',
      'Doubt about our own fair value ¢': '−0.3',
      'Edge after fee and doubt ¢': '+2.8',
    });
    expect(factsOf(intentFacts(shown))).toEqual({
      Intent: 'Buy 25 NO at 54¢',
      How: 'rests, post only',
      Expires: '2026-11-20 15:01:00.000 UTC',
    });
    expect(factsOf(recordFacts(shown))).toMatchObject({
      'Decision id': 'd-1',
      Models: 'forecast by har-tod+gbdt',
      'Event number': '42',
      'Input hash': 'a'.repeat(64),
    });
  });

  it('a live row has no record of its own: a dash, not a guess', () => {
    const shown = shownFromRow(TICKER, ROW);
    expect(intentFacts(shown)).toEqual([]);
    expect(factsOf(recordFacts(shown))).toMatchObject({
      'Event number': '–',
      'Input hash': '–',
      'Decision hash': 'c'.repeat(64),
    });
    expect(factsOf(candidateFacts(shown.candidate))).toMatchObject({ Style: '–' });
  });

  it('without a side there is no candidate', () => {
    expect(shownFromRow(TICKER, { ...ROW, side: null }).candidate).toBeNull();
    expect(candidateFacts(null)).toEqual([]);
  });
});
