// An explanation belongs to its decision: views, confidence, causes and the flip, in the hash, and only with a price.
import { expect, test } from 'vitest';
import { probability } from '#lib/domain/probability.ts';
import { decide } from '../decide.ts';
import { sealDecision } from '../seal-decision.ts';
import { FAIR, GOOD, inputWith } from '../testing/sample-input.ts';

test('every sealed decision with a fair value is explained, none without', () => {
  const sealed = sealDecision(decide(GOOD), 0.01);
  expect(sealed.explanation).toMatchObject({
    views: FAIR.views,
    confidence: FAIR.confidence,
    confidenceParts: FAIR.confidenceParts,
    counterfactual: expect.stringMatching(/^stays out if /),
  });
  const blind = sealDecision(decide(inputWith({ fair: null, fairReason: 'no forecast' })));
  expect(blind.explanation).toBeNull();
});

test('I22 the explanation is in the hash, and equal inputs explain alike', () => {
  const first = sealDecision(decide(GOOD), 0.01);
  expect(sealDecision(decide(structuredClone(GOOD)), 0.01)).toEqual(first);
  expect(sealDecision(decide(GOOD), 0.02).hash).not.toBe(first.hash);
});

test('the enter sentence names the trade, the blend and who says what', () => {
  const views = { ...FAIR.views, calibrated: probability(0.62), weight: 0.45 };
  expect(decide(inputWith({ fair: { ...FAIR, views } })).sentence).toBe(
    'enter: buy 5 YES at 48.0 ¢, edge after fee 5.2 ¢, blend 55.0 % (model 62.0 %, market 47.5 %, weight 0.45)',
  );
});
