// The counterfactual is true: do what it says and the gate's verdict turns; stop one step short and it does not.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signedCount } from '#lib/domain/count.ts';
import type { FairValue } from '#lib/domain/fair-value.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import { decide } from '../decide.ts';
import type { GateInput } from '../gate-input.ts';
import { FAIR, GOOD, inputWith, TICKER } from '../testing/sample-input.ts';
import { shiftedFair } from './blend-shift.ts';
import { counterfactual } from './counterfactual.ts';
import { leastStep } from './least-step.ts';
import { withBest, withModel, withWeight } from './what-if.ts';

/** A fair value that is the blend of the sample's market (47.5 %) and a model. */
function blended(model: number, weight: number): FairValue {
  const views = { ...FAIR.views, calibrated: probability(model), combined: probability(model) };
  const alone = { ...FAIR, probability: probability(model), views: { ...views, weight: 1 } };
  const band = { modelLow: probability(model - 0.005), modelHigh: probability(model + 0.005) };
  return { ...shiftedFair({ ...alone, ...band }, { weight }), ...band };
}

const say = (input: GateInput) => counterfactual(decide(input));
const held = (contracts: number): Partial<GateInput> => ({
  position: {
    ticker: TICKER,
    contracts: signedCount(contracts),
    cost: money(Math.abs(contracts) * 5_000),
    fees: money(0),
    realised: money(0),
    settled: false,
  },
});

/** The number after `word` in `text`, as a share of one dollar or of one. */
function named(text: string, word: RegExp): number | null {
  const match = word.exec(text);
  return match?.[1] === undefined ? null : Number(match[1]) / 100;
}
const ASK = /ask (?:falls|rises) to ([\d.]+) ¢/;
const BID = /bid (?:falls|rises) to ([\d.]+) ¢/;
const MODEL = /model (?:falls|rises) to ([\d.]+) %/;
const at = (ratio: number) => price(Math.round(ratio * 10_000));

describe('what would turn a verdict', () => {
  test('flat: the ask or the model it takes, and not one step less', () => {
    const models = fc.double({ min: 0.44, max: 0.52, noNaN: true });
    const weights = fc.double({ min: 0.2, max: 1, noNaN: true });
    let turned = 0;
    fc.assert(
      fc.property(models, weights, (model, weight) => {
        const input = inputWith({ fair: blended(model, weight) });
        const draft = decide(input);
        if (draft.verdict !== 'flat' || draft.candidate === null) return;
        const text = counterfactual(draft);
        const { side } = draft.candidate;
        const best = named(text, side === 'bid' ? ASK : BID);
        if (best !== null) {
          turned += 1;
          const step = side === 'bid' ? 0.01 : -0.01;
          expect(decide(withBest(input, side, at(best))).verdict).toBe('enter');
          expect(decide(withBest(input, side, at(best + step))).verdict).not.toBe('enter');
        }
        const needed = named(text, MODEL);
        if (needed !== null) {
          turned += 1;
          const less = side === 'bid' ? -0.005 : 0.005;
          expect(decide(withModel(input, needed)).verdict).toBe('enter');
          expect(decide(withModel(input, needed + less)).verdict).not.toBe('enter');
        }
        expect(text).toMatch(/^(enters if|no (price|weight))/);
      }),
      { numRuns: 150 },
    );
    expect(turned).toBeGreaterThan(100);
  });

  test('enter: the model at which it stays out', () => {
    const input = inputWith({ fair: blended(0.55, 1) });
    const text = say(input);
    expect(text).toMatch(/^stays out if /);
    const needed = named(text, MODEL) ?? Number.NaN;
    expect(decide(withModel(input, needed)).verdict).toBe('flat');
    expect(decide(withModel(input, needed + 0.005)).verdict).toBe('enter');
  });

  test('no weight: the weight it takes, or that none would do', () => {
    const input = inputWith({ fair: blended(0.6, 0) });
    expect(decide(input).verdict).toBe('flat');
    const text = say(input);
    expect(text).toMatch(/^enters if our weight rises to 0\.\d+ \(now 0\)$/);
    const needed = Number(/rises to ([\d.]+)/.exec(text)?.[1]);
    expect(decide(withWeight(input, needed)).verdict).toBe('enter');
    expect(decide(withWeight(input, needed - 0.05)).verdict).toBe('flat');
    expect(say(inputWith({ fair: blended(0.48, 0) }))).toMatch(/^no weight would do/);
  });

  test('several checks: the first of those that stand whatever the market does', () => {
    expect(say(inputWith({ trading: 'disarmed', killed: true }))).toBe(
      'first: kill switch: the kill switch is latched (and 1 more)',
    );
    expect(say(inputWith({ fair: blended(0.48, 1), trading: 'paused' }))).toBe(
      'first: trading armed: trading is paused: no entries',
    );
  });

  test('hold: the bid or the model that ends it; exit: the one that would have kept it', () => {
    const holding = inputWith({ ...held(500), fair: blended(0.5, 0.5) });
    expect(decide(holding).verdict).toBe('hold');
    const text = say(holding);
    const bid = named(text, BID) ?? Number.NaN;
    expect(decide(withBest(holding, 'ask', at(bid))).verdict).toBe('exit');
    expect(decide(withBest(holding, 'ask', at(bid - 0.01))).verdict).toBe('hold');
    const leaving = inputWith({ ...held(500), fair: blended(0.4, 1) });
    expect(decide(leaving).verdict).toBe('exit');
    const keeps = say(leaving);
    expect(keeps).toMatch(/^holds if the bid falls to/);
    const least = named(keeps, BID) ?? Number.NaN;
    expect(decide(withBest(leaving, 'ask', at(least))).verdict).toBe('hold');
    expect(decide(withBest(leaving, 'ask', at(least + 0.01))).verdict).toBe('exit');
  });

  test('an operator, a settlement and a closed door are named', () => {
    expect(say(inputWith({ ...held(500), closeRequestedBy: 'ann' }))).toBe(
      'nothing: ann asked to close',
    );
    expect(say(inputWith({ ...held(500), at: GOOD.market.closeAt }))).toBe(
      'the settlement alone ends this',
    );
    const shut = { exchangeActive: true, tradingActive: false, ageMs: 0 };
    expect(say(inputWith({ ...held(500), closeRequestedBy: 'ann', exchange: shut }))).toMatch(
      /^first: exchange status: trading is paused/,
    );
  });
});

describe('the fair value in another world', () => {
  test('stays what it is without a change, and is the market at weight 0', () => {
    const share = fc.double({ min: 0.02, max: 0.98, noNaN: true });
    fc.assert(
      fc.property(share, fc.double({ min: 0, max: 1, noNaN: true }), (model, weight) => {
        const fair = blended(model, weight);
        expect(shiftedFair(fair, {}).probability).toBeCloseTo(fair.probability, 9);
        expect(shiftedFair(fair, { weight: 0 }).probability).toBeCloseTo(0.475, 9);
        expect(shiftedFair(fair, { weight: 1 }).probability).toBeCloseTo(model, 9);
        const { low, high, probability: middle } = shiftedFair(fair, { market: 0.6 });
        expect(low).toBeLessThanOrEqual(middle);
        expect(high).toBeGreaterThanOrEqual(middle);
      }),
    );
  });
});

describe('the least step', () => {
  test('is the first of all steps at which it turns, in few questions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        (turn, most) => {
          let asked = 0;
          const found = leastStep((steps) => {
            asked += 1;
            expect(steps).toBeLessThanOrEqual(most);
            return steps >= turn;
          }, most);
          expect(found).toBe(turn <= most ? turn : null);
          expect(asked).toBeLessThanOrEqual(20);
        },
      ),
    );
  });
});
