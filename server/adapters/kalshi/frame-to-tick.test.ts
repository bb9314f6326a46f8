// Frames to ticks: composed samples of every public message, each to the one tick it means.
import { describe, expect, it } from 'vitest';
import { frameToTick } from './frame-to-tick.ts';
import { dataFrame, type FrameName, TICKER } from './test-kit.ts';

function tickOf(name: FrameName) {
  return frameToTick(dataFrame(name));
}

describe('frameToTick', () => {
  it('reads a snapshot with both sides on their own scales', () => {
    expect(tickOf('snapshotBothSides')).toEqual({
      kind: 'contract-snapshot',
      ticker: TICKER,
      sid: 11,
      seq: 1,
      yesBids: [
        { price: 4_100, size: 7_500 },
        { price: 4_300, size: 1_250 },
      ],
      noBids: [{ price: 5_500, size: 2_000 }],
      venueAt: 1_794_000_000_003,
    });
  });

  it('reads an absent side of a snapshot as empty', () => {
    expect(tickOf('snapshotOneSide')).toMatchObject({ noBids: [], venueAt: null });
  });

  it('F15 reads a delta as signed integers of 0.01 contract', () => {
    expect(tickOf('delta')).toEqual({
      kind: 'contract-delta',
      ticker: TICKER,
      sid: 11,
      seq: 3,
      leg: 'no',
      price: 5_500,
      delta: -725,
      venueAt: 1_794_000_000_948,
    });
  });

  it('reads 0.0000 and 1.0000 of an empty side as missing, not as quotes', () => {
    expect(tickOf('tickerEmptySides')).toMatchObject({ yesBid: null, yesAsk: null, last: null });
    expect(tickOf('ticker')).toMatchObject({
      yesBid: 4_300,
      yesAsk: 4_500,
      last: 4_400,
      volume: 31_025,
    });
  });

  it('reads trades with the taker’s side and leaves block trades out', () => {
    expect(tickOf('trade')).toMatchObject({ price: 4_500, size: 300, takerSide: 'bid' });
    expect(tickOf('blockTrade')).toBeNull();
  });

  it('reads index prints by their source stamp, with the running means where they mean something', () => {
    expect(tickOf('indexOutsideWindow')).toEqual({
      kind: 'index-print',
      value: 8_512_345,
      sourceAt: 1_794_000_000_000,
      trailingMeanCents: 8_512_050,
      windowMeanCents: null,
      windowSize: null,
    });
    expect(tickOf('indexFinalMinute')).toMatchObject({
      windowMeanCents: 8_512_712.5,
      windowSize: 4,
    });
    expect(tickOf('indexFirstTick')).toMatchObject({ trailingMeanCents: null });
    expect(tickOf('indexOther')).toBeNull();
  });

  it('a 15-minute strike arrives by metadata_updated, and odd wording unsets it', () => {
    expect(tickOf('strikePublished')).toEqual({
      kind: 'market-change',
      ticker: 'KXBTC15M-26NOV221615-15',
      change: {
        rule: { kind: 'at-or-above-rounded', strike: 8_512_007 },
        title: 'Target Price: $85,120.07',
      },
    });
    expect(tickOf('strikeUnknownWording')).toMatchObject({ change: { rule: { kind: 'unset' } } });
  });

  it.each<[string, FrameName, object]>([
    ['F16 deactivation is inactive', 'deactivated', { status: 'inactive' }],
    ['F16 activation is active', 'activated', { status: 'active' }],
    ['F18 a moved close replaces the old one', 'closeMoved', { closeAt: 1_794_003_600_000 }],
    [
      'F26 a new grid replaces the old one',
      'regridded',
      { grid: [{ start: 0, end: 10_000, step: 10 }] },
    ],
    [
      'F19 a determination is provisional',
      'determinedYes',
      {
        status: 'determined',
        result: { result: 'yes', yesPayout: 10_000, final: false, at: 1_794_000_905_000 },
      },
    ],
    ['settled is final in status, its value is read over REST', 'settled', { status: 'finalized' }],
  ])('%s', (_title, name, change) => {
    expect(tickOf(name)).toMatchObject({ kind: 'market-change', change });
  });

  it('ignores markets of other series', () => {
    expect(tickOf('foreignCreated')).toBeNull();
  });
});
