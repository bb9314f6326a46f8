// WebSocket frames in a stream of bytes (RFC 6455 §5.2), so that a fault strikes at a message and not at random bytes.

export interface Frame {
  /** As it came, header included. */
  readonly bytes: Buffer;
  readonly opcode: number;
  readonly payload: Buffer;
}

const TEXT = 1;
const FIRST_CONTROL = 8;
const SHORT = 126;
const LONG = 127;

/** Pings, pongs and farewells. */
export function isControl({ opcode }: Frame): boolean {
  return opcode >= FIRST_CONTROL;
}

/** The length of a whole frame at the start of `bytes`, and where its payload begins; null: more is needed. */
function extentOf(bytes: Buffer): { readonly start: number; readonly end: number } | null {
  if (bytes.length < 2) return null;
  const second = bytes[1] ?? 0;
  const short = second & 0x7f;
  let start = 2;
  let length = short;
  if (short === SHORT) {
    if (bytes.length < 4) return null;
    length = bytes.readUInt16BE(2);
    start = 4;
  } else if (short === LONG) {
    if (bytes.length < 10) return null;
    length = Number(bytes.readBigUInt64BE(2));
    start = 10;
  }
  if ((second & 0x80) !== 0) start += 4;
  const end = start + length;
  return bytes.length < end ? null : { start, end };
}

/** Feeds chunks, gets whole frames. */
export function createFrameSplitter(): (chunk: Buffer) => readonly Frame[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    for (let extent = extentOf(rest); extent !== null; extent = extentOf(rest)) {
      const bytes = rest.subarray(0, extent.end);
      frames.push({
        bytes,
        opcode: (bytes[0] ?? 0) & 0x0f,
        payload: bytes.subarray(extent.start),
      });
      rest = rest.subarray(extent.end);
    }
    return frames;
  };
}

/** A whole, unmasked text message, as a server sends it. */
export function textFrame(payload: Buffer): Buffer {
  const { length } = payload;
  if (length < SHORT) return Buffer.concat([Buffer.from([0x80 | TEXT, length]), payload]);
  if (length < 65_536) {
    const head = Buffer.from([0x80 | TEXT, SHORT, 0, 0]);
    head.writeUInt16BE(length, 2);
    return Buffer.concat([head, payload]);
  }
  const head = Buffer.alloc(10);
  head[0] = 0x80 | TEXT;
  head[1] = LONG;
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}
