// Models in words: refused and silent ones with their reason, waiting is not counting, a changed file is not hidden.
import { describe, expect, it } from 'vitest';
import type { ModelPapers } from '#lib/wire/models-http.ts';
import type { ModelInputRow, ModelRow } from '#lib/wire/models-topics.ts';
import type { ForecastRow } from '#lib/wire/signal-rows.ts';
import { cardSections } from './card-view.ts';
import { inputLines, inputsSummary } from './inputs-view.ts';
import { fileDoubt, kindText, linesSummary, modelLines } from './models-view.ts';
import { bucketText, differenceText, fromOf, scoreVerdict } from './scores-view.ts';

function row(id: string, changes: Partial<ModelRow> = {}): ModelRow {
  return {
    ...{ id, standing: 'asked', reason: null, voice: id.split('-')[0] ?? id, minutes: 15 },
    ...{ kind: 'row', memberKind: 'tree', origin: 'shipped', hash: 'aa', isWanted: true },
    switchedOff: null,
    ...changes,
  };
}

function papers(id: string, changes: Partial<ModelPapers> = {}): ModelPapers {
  const nothing = { problem: null, fileSha256: 'aa', card: null, manifest: null };
  return { id, origin: 'shipped', ...nothing, ...changes };
}

const member = (id: string, weight: number) => ({
  ...({ id, kind: 'tree', volAnnual: 0.4, weight, source: 'onnx' } as const),
});

const FORECAST: ForecastRow = {
  ...{ minutes: 15, at: 0, volAnnual: 0.4, baseVolAnnual: 0.4, logVarianceSd: 0.3, tailNu: 5 },
  members: [member('gbdt', 0.5), member('gru', 0), member('har-tod', 0.5), member('mine', 0)],
  contributions: [],
};
const KNOWN = { forecasts: { '15': FORECAST }, refused: [] };

const one = (each: ModelRow, known: Parameters<typeof modelLines>[2] = KNOWN) =>
  modelLines({ [each.id]: each }, [], known)[0];

describe('a version', () => {
  it('counts by its share, is shown beside, or says that members lie apart', () => {
    expect(one(row('gbdt-15m'))).toMatchObject({ state: 'counts', word: 'counts 50%' });
    const mine = one(row('mine', { memberKind: 'added', origin: 'added', isWanted: false }));
    expect(mine).toMatchObject({ state: 'beside' });
    expect(mine?.why).toContain('only shown');
    expect(one(row('gru-15m'))?.why).toContain('too far apart');
  });

  it('that gives nothing says why, and one that has not answered does not count', () => {
    const refused = [{ id: 'gbdt-15m', reason: 'refused: feature rv·1m = 9.000 is far outside' }];
    const silent = one(row('gbdt-15m'), { ...KNOWN, refused });
    expect(silent).toMatchObject({ state: 'silent' });
    expect(silent?.why).toContain('rv·1m');
    for (const known of [null, { forecasts: {}, refused: [] }])
      expect(one(row('gbdt-15m'), known)?.state).toBe('waiting');
  });

  it('F101 that was refused at load is named with its reason', () => {
    const reason = 'not loaded: manifest.json is missing';
    const nothing = { voice: null, minutes: null, kind: null, memberKind: null } as const;
    const line = one(row('broken', { standing: 'not-asked', reason, ...nothing }));
    expect(line).toMatchObject({ state: 'off', word: 'REFUSED', why: `${reason}.` });
  });

  it('that a person switched off says who, when and why, whatever it answered last', () => {
    const switchedOff = { by: 'anna', at: 1_790_000_000_000, reason: 'drifts since noon' };
    const line = one(row('gbdt-15m', { switchedOff }));
    expect(line).toMatchObject({ state: 'off', word: 'switched off' });
    expect(line?.why).toContain('by anna: drifts since noon');
    expect(line?.why).toContain('2026-09-21 14:13:20');
  });

  it('on disk alone was not loaded; a file changed since the start is told', () => {
    const lines = modelLines(
      { 'gbdt-15m': row('gbdt-15m') },
      [papers('gbdt-15m', { fileSha256: 'bb' }), papers('new', { origin: 'added' })],
      KNOWN,
    );
    expect(lines.map(({ id, word }) => [id, word])).toEqual([
      ['gbdt-15m', 'counts 50%'],
      ['new', 'not loaded'],
    ]);
    expect(lines.map(fileDoubt)).toEqual([expect.stringContaining('another one'), null]);
    expect(lines.map(kindText)).toEqual(['trees · 15 min', 'kind not known']);
    expect(linesSummary(lines)).toBe('1 count, 1 not asked');
  });
});

describe('a card', () => {
  it('is text, lists and tables in sections, and nothing in it is markup', () => {
    const card = [
      '# gbdt',
      '',
      'Trees <script>.',
      'On a row.',
      '',
      '- **Size:** 64',
      '  trees',
      '- Loss',
      '',
      '## Scores',
      '',
      '| a | **b** |',
      '| - | - |',
      '| 1 | 2 |',
    ].join('\n');
    expect(cardSections(card)).toEqual([
      {
        title: 'Summary',
        blocks: [
          { kind: 'text', text: 'Trees <script>. On a row.' },
          { kind: 'list', items: ['Size: 64 trees', 'Loss'] },
        ],
      },
      {
        title: 'Scores',
        blocks: [
          {
            kind: 'table',
            rows: [
              ['a', 'b'],
              ['1', '2'],
            ],
          },
        ],
      },
    ]);
  });
});

describe('inputs', () => {
  const feature = (name: string, missing: number, outside: number) => ({
    ...{ name, last: 1, low: 0, p10: 0, p50: 1, p90: 2, high: 2, missing, outside },
  });
  const shown: ModelInputRow = {
    ...{ at: 0, fromAt: 0, samples: 10 },
    features: [feature('a', 0, 0), feature('b', 10, 0), feature('c', 5, 1), feature('d', 0, 0)],
  };
  const trained = (name: string) => ({ name, low: 0, high: 1, deciles: null });

  it('the share outside is of the samples that had it, and never there is not within', () => {
    const lines = inputLines(shown, { features: ['a', 'b', 'c', 'x'].map(trained) });
    expect(lines.map(({ name, level, outsideShare }) => [name, level, outsideShare])).toEqual([
      ['c', 'outside', 0.2],
      ['b', 'missing', null],
      ['d', 'unknown', 0],
      ['a', 'ok', 0],
    ]);
    expect(inputsSummary(lines)).toContain('1 of 4 features outside');
  });
});

describe('scores', () => {
  const score = (closes: number, low: number | null, high: number | null) => ({
    ...({ speaker: 'tree', closes, brier: 0.2, midBrier: 0.2 } as const),
    difference: closes === 0 ? null : { value: -0.0012, low, high },
  });

  it('better and worse only where the whole interval says so', () => {
    expect(scoreVerdict(score(0, null, null))).toBe('none');
    expect(scoreVerdict(score(29, null, null))).toBe('few');
    expect(scoreVerdict(score(40, -0.004, 0.001))).toBe('open');
    expect(scoreVerdict(score(40, -0.004, -0.001))).toBe('better');
    expect(scoreVerdict(score(40, 0.001, 0.004))).toBe('worse');
  });

  it('texts keep their signs and their times', () => {
    expect(differenceText({ value: -0.0012, low: -0.004, high: 0.0016 })).toBe(
      '−0.0012 [−0.0040, +0.0016]',
    );
    expect(differenceText({ value: 0.1, low: null, high: null })).toBe('+0.1000');
    expect([null, 1800, 30].map(bucketText)).toEqual([
      ...['all times', '30 min to close', '30 s to close'],
    ]);
    const at = { now: 1_795_186_830_000, startedAt: 1_795_186_000_001 };
    expect(fromOf('all', at)).toBeNull();
    expect(fromOf('start', at)).toBe(at.startedAt);
    expect(fromOf('7d', at)).toBe(1_795_186_800_000 - 7 * 86_400_000);
  });
});
