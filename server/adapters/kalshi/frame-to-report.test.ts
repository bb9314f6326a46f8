// Private frames to reports.
import { describe, expect, it } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { frameToReport } from './frame-to-report.ts';
import { dataFrame, type FrameName } from './test-kit.ts';

function reportOf(name: FrameName) {
  return unwrap(frameToReport(dataFrame(name), 2));
}

describe('frameToReport', () => {
  it('F27 reads a NO purchase as an ask on the YES scale with the venue’s own fee', () => {
    expect(reportOf('fill')).toEqual({
      kind: 'fill',
      tradeId: '5f0d4b0a-1111-4c4c-9e9e-000000000003',
      venueOrderId: 'aa000000-0000-4000-8000-000000000001',
      clientOrderId: 'bb000000-0000-4000-8000-000000000001',
      ticker: 'KXBTCD-26NOV2216-T85099.99',
      side: 'ask',
      price: 4_300,
      count: 500,
      isTaker: true,
      fee: 85_800,
      venueAt: 1_794_000_002_111,
      source: 'stream',
    });
  });

  it('reads a cancelled order that filled in part: remaining 0 is not a fill', () => {
    expect(reportOf('userOrder')).toMatchObject({
      status: 'canceled',
      initial: 1_000,
      filled: 500,
      remaining: 0,
      reason: 'CloseCancel',
      orderGroupId: 'cc000000-0000-4000-8000-000000000001',
    });
  });

  it('reads a status it does not know as unknown and an empty client id as none', () => {
    expect(reportOf('userOrderOddStatus')).toMatchObject({
      status: 'unknown',
      clientOrderId: null,
      side: 'bid',
      venueAt: null,
    });
  });

  it('reads signed positions of our series only', () => {
    expect(reportOf('position')).toMatchObject({ kind: 'position', position: -500 });
    expect(reportOf('foreignPosition')).toBeNull();
  });

  it('F116 names the shard on which a group fired', () => {
    expect(reportOf('groupTriggered')).toMatchObject({ event: 'triggered', shard: 2 });
  });

  it('refuses a row whose two direction fields contradict each other', () => {
    const frame = dataFrame('fill');
    const turned =
      frame.type === 'fill'
        ? { ...frame, msg: { ...frame.msg, book_side: 'bid' as const } }
        : frame;
    expect(frameToReport(turned, 2).ok).toBe(false);
  });
});
