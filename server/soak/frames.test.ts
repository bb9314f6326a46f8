// Frames cut from a stream: whatever the chunks, the same frames; and what we make is what a client reads.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrameSplitter, isControl, textFrame } from './frames.ts';

test('however the stream is cut, the same frames come out, long ones too', () => {
  const sizes = fc.array(fc.constantFrom(0, 1, 125, 126, 700, 65_535, 65_536), { maxLength: 6 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 4_000 }), (lengths, chunk) => {
      const texts = lengths.map((length, index) => Buffer.alloc(length, 97 + index));
      const stream = Buffer.concat(texts.map(textFrame));
      const split = createFrameSplitter();
      const payloads: Buffer[] = [];
      for (let at = 0; at < stream.length; at += chunk)
        for (const frame of split(stream.subarray(at, at + chunk))) {
          expect(isControl(frame)).toBe(false);
          payloads.push(Buffer.from(frame.payload));
        }
      expect(payloads).toEqual(texts);
    }),
    { numRuns: 40 },
  );
});

test('a ping is told from a message, and a masked frame keeps its length', () => {
  const ping = Buffer.from([0x89, 0x00]);
  const masked = Buffer.from([0x81, 0x82, 1, 2, 3, 4, 5, 6]);
  const frames = createFrameSplitter()(Buffer.concat([ping, masked, ping]));
  expect(frames.map(isControl)).toEqual([true, false, true]);
  expect(frames.map(({ bytes }) => bytes.length)).toEqual([2, 8, 2]);
});
