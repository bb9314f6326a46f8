// The live store: sequences are checked, flushes are coherent, each listener hears of its own key only.
import { describe, expect, it } from 'vitest';
import type { TopicDelta, TopicSnapshot } from '#lib/wire/envelope.ts';
import type { ChartRow } from '#lib/wire/market-rows.ts';
import { createLiveStore } from './live-store.ts';

function point(midUsd: number): ChartRow {
  return { midUsd, indexUsd: null };
}

function snapshot(seq: number, rows: Record<string, ChartRow>, boot = 'a'): TopicSnapshot<'chart'> {
  return { v: 1, kind: 'snapshot', topic: 'chart', boot, seq, at: 1, rows };
}

function delta(
  seq: number,
  set: Record<string, ChartRow>,
  del: readonly string[] = [],
): TopicDelta<'chart'> {
  return { v: 1, kind: 'delta', topic: 'chart', boot: 'a', seq, at: 1, set, del };
}

describe('live store', () => {
  it('shows nothing before the flush and everything of one frame after it', () => {
    const store = createLiveStore(() => {});
    store.apply(snapshot(1, { '1': point(100) }));
    store.apply(delta(2, { '2': point(101) }));
    expect(store.table('chart')).toBeNull();
    store.flush();
    expect(store.row('chart', '2')).toEqual(point(101));
  });

  it('refuses a delta that skips a number, repeats one or comes before the snapshot', () => {
    const store = createLiveStore(() => {});
    expect(store.apply(delta(1, {}))).toBe(false);
    store.apply(snapshot(5, {}));
    expect(store.apply(delta(7, {}))).toBe(false);
    expect(store.apply(delta(5, {}))).toBe(false);
    expect(store.apply(delta(6, {}))).toBe(true);
  });

  it('refuses a delta of another engine boot', () => {
    const store = createLiveStore(() => {});
    store.apply(snapshot(5, {}, 'b'));
    expect(store.apply(delta(6, {}))).toBe(false);
  });

  it('asks for one flush however many messages arrive before it', () => {
    let asked = 0;
    const store = createLiveStore(() => {
      asked += 1;
    });
    store.apply(snapshot(1, {}));
    for (let seq = 2; seq < 50; seq++) store.apply(delta(seq, { x: point(seq) }));
    expect(asked).toBe(1);
    store.flush();
    store.apply(delta(50, { x: point(1) }));
    expect(asked).toBe(2);
  });

  it('tells a key listener once per flush and not about other keys', () => {
    const store = createLiveStore(() => {});
    const heard: string[] = [];
    store.apply(snapshot(1, { a: point(1), b: point(2) }));
    store.flush();
    store.subscribeKey('chart', 'a', () => heard.push('a'));
    store.subscribeKey('chart', 'b', () => heard.push('b'));
    store.apply(delta(2, { a: point(3) }));
    store.apply(delta(3, { a: point(4) }));
    store.flush();
    expect(heard).toEqual(['a']);
  });

  it('keeps the reference of rows that did not change', () => {
    const store = createLiveStore(() => {});
    store.apply(snapshot(1, { a: point(1), b: point(2) }));
    store.flush();
    const before = store.row('chart', 'b');
    store.apply(delta(2, { a: point(3) }));
    store.flush();
    expect(store.row('chart', 'b')).toBe(before);
  });

  it('a snapshot without a key tells that key it is gone: no frozen row after a roll-over', () => {
    const store = createLiveStore(() => {});
    let heard = 0;
    store.apply(snapshot(1, { old: point(1) }));
    store.flush();
    store.subscribeKey('chart', 'old', () => {
      heard += 1;
    });
    store.apply(snapshot(9, { new: point(2) }));
    store.flush();
    expect(heard).toBe(1);
    expect(store.row('chart', 'old')).toBeUndefined();
  });

  it('a listener that was removed is not called', () => {
    const store = createLiveStore(() => {});
    let heard = 0;
    const stop = store.subscribeTopic('chart', () => {
      heard += 1;
    });
    stop();
    store.apply(snapshot(1, {}));
    store.flush();
    expect(heard).toBe(0);
  });
});
