// Reads recorded Kraken frames with the decoder of the live feed. In: frame text. Out: ticks, with depth and precision kept.
import type { SpotStatusTick } from '#lib/domain/tick.ts';
import type { KrakenScale } from '#server/adapters/kraken/book-frame.ts';
import { frameToTick } from '#server/adapters/kraken/frame-to-tick.ts';
import type { ReadFrame } from '#server/replay/import-kraken/frame-recording.ts';

const SYMBOL = 'BTC/USD';
const DEPTHS = [10, 25, 100, 500, 1_000];
/** Decimals of BTC/USD on the wire (kraken-api §2), until an instrument frame says otherwise. */
const BTC_SCALE: KrakenScale = { pricePrecision: 1, sizePrecision: 8 };

/** A snapshot fills its depth, so that its longer side tells it; null for any other frame. */
function depthOf(text: string): number | null {
  if (!text.includes('"snapshot"') || !text.includes('"book"')) return null;
  const frame: unknown = JSON.parse(text);
  const data = typeof frame === 'object' && frame !== null && 'data' in frame ? frame.data : null;
  const [entry] = Array.isArray(data) ? data : [];
  const most = Math.max(entry?.bids?.length ?? 0, entry?.asks?.length ?? 0);
  return DEPTHS.find((depth) => depth >= most) ?? most;
}

/** A reader for one recorded connection. */
export function createKrakenReader(): (frame: string) => ReadFrame {
  let scale = BTC_SCALE;
  let depth = 10;
  let system: SpotStatusTick['system'] = 'unknown';
  let pair: SpotStatusTick['pair'] = 'unknown';
  return (text) => {
    depth = depthOf(text) ?? depth;
    const frame = frameToTick(text, { symbol: SYMBOL, depth, scale, checksum: 'optional' });
    if (frame.kind === 'data') return { kind: 'ticks', ticks: frame.ticks };
    if (frame.kind === 'bad') return { kind: 'bad', reason: frame.reason };
    const { control } = frame;
    if (control.kind === 'status') system = control.system;
    else if (control.kind === 'instrument' && control.pair !== null) {
      scale = control.pair.scale;
      pair = control.pair.status;
    } else return { kind: 'nothing' };
    return { kind: 'ticks', ticks: [{ kind: 'spot-status', system, pair }] };
  };
}
