// F103 F107 and F104: what a model may not see, in words that name the feature, and when its answers disable it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedRange, type InputReference, inputRefusal, type ServedRow } from './input-range.ts';
import {
  answerFaultText,
  BAD_ANSWERS,
  createAnswerRecord,
  enableModel,
  observeAnswer,
} from './model-health.ts';

const MODEL: InputReference = {
  modelId: 'tree-15m',
  layoutHash: 'a'.repeat(64),
  ranges: [
    { name: 'rv·5m', low: -1, high: 3, mayBeMissing: false },
    { name: 'jump-age', low: 0, high: 8, mayBeMissing: true },
    { name: 'weekend', low: 1, high: 1, mayBeMissing: false },
  ],
};

function row(change: Partial<ServedRow> = {}): ServedRow {
  return {
    names: ['rv·5m', 'jump-age', 'weekend'],
    values: [0.5, 2, 1],
    present: [1, 1, 1],
    layoutHash: MODEL.layoutHash,
    ...change,
  };
}

describe('input range', () => {
  it('a row inside one and a half times the training range goes in', () => {
    expect(inputRefusal(MODEL, row())).toBeNull();
  });

  it('F107 the edge is the centre of training and one and a half times its half width', () => {
    const range = fc.tuple(
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
    );
    fc.assert(
      fc.property(range, ([low, width, place]) => {
        fc.pre(Math.abs(Math.abs(place) - 1.5) > 1e-6);
        const own = { name: 'x', low, high: low + width, mayBeMissing: false };
        const model = { ...MODEL, ranges: [own] };
        const value = low + width / 2 + (place * width) / 2;
        const refusal = inputRefusal(model, row({ names: ['x'], values: [value], present: [1] }));
        expect(refusal === null).toBe(Math.abs(place) < 1.5);
      }),
    );
  });

  it('a value of training itself is never refused, a single one included', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        const [low, high] = allowedRange({
          name: 'x',
          low: value,
          high: value,
          mayBeMissing: true,
        });
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  it('F107 the refusal names model, feature, value and range', () => {
    expect(inputRefusal(MODEL, row({ values: [9.25, 2, 1] }))).toEqual({
      modelId: 'tree-15m',
      feature: 'rv·5m',
      text: 'tree-15m is refused: feature rv·5m is 9.25, outside -2 … 4 (training range × 1.5)',
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'F103 a value of %s is refused by name',
    (value) => {
      expect(inputRefusal(MODEL, row({ values: [0, value, 1] }))?.text).toBe(
        'tree-15m is refused: feature jump-age is not a number',
      );
    },
  );

  it('missing is refused only where training never missed it, and its placeholder is not looked at', () => {
    expect(inputRefusal(MODEL, row({ present: [1, 0, 1], values: [0, 999, 1] }))).toBeNull();
    expect(inputRefusal(MODEL, row({ present: [0, 1, 1] }))?.text).toContain(
      'rv·5m is missing, and never was in training',
    );
  });

  it('a row of another feature list is refused whole, and a row without the feature by name', () => {
    const other = inputRefusal(MODEL, row({ layoutHash: 'b'.repeat(64) }));
    expect(other?.feature).toBeNull();
    expect(other?.text).toContain('aaaaaaaa, the row is of bbbbbbbb');
    const short = row({ names: ['rv·5m'], values: [0], present: [1] });
    expect(inputRefusal(MODEL, short)?.text).toContain('jump-age is not in the row');
  });

  it('features are found by name, wherever they stand', () => {
    const names = ['extra', 'weekend', 'rv·5m', 'jump-age'];
    const moved = row({ names, values: [999, 1, 0.5, 2], present: [1, 1, 1, 1] });
    expect(inputRefusal(MODEL, moved)).toBeNull();
  });
});

describe('F104 bad answers', () => {
  it('F104 a model is disabled exactly when three bad answers have come in a row', () => {
    const faults = fc.constantFrom('late', 'wrong-hash', 'not-finite', 'out-of-range', null);
    fc.assert(
      fc.property(fc.array(faults, { maxLength: 30 }), (answers) => {
        const record = createAnswerRecord('gru-15m');
        let inARow = 0;
        let isOut = false;
        for (const fault of answers) {
          observeAnswer(record, fault);
          inARow = fault === null ? 0 : inARow + 1;
          isOut ||= inARow >= BAD_ANSWERS;
          expect(record.disabled).toBe(isOut);
          expect(record.bad).toBe(inARow);
        }
      }),
    );
  });

  it('a good answer does not let a disabled model back in, an operator does', () => {
    const record = createAnswerRecord('gru-15m');
    for (let i = 0; i < BAD_ANSWERS; i++) observeAnswer(record, 'late');
    expect(answerFaultText(record)).toBe('no answer in time');
    observeAnswer(record, null);
    expect(record.disabled).toBe(true);
    enableModel(record);
    observeAnswer(record, 'late');
    expect(record).toMatchObject({ disabled: false, bad: 1, asked: BAD_ANSWERS + 2 });
  });
});
