// The two counts in small: creates without a clear answer, fills in any order.
import { expect, test } from 'vitest';
import { countAmbiguousCreates } from './ambiguous-creates.ts';
import { countShuffledFills } from './shuffled-fills.ts';

test('F29 I10 creates without a clear answer become one order at most, and the truth about each is found', async () => {
  const counted = await countAmbiguousCreates(1_000);
  expect(counted).toMatchObject({ isClean: true });
  expect(counted.text).toContain('1000 ambiguous creates');
});

test('F53 F54 I14 fills lost, doubled and overtaken on the stream are each booked once', async () => {
  expect(await countShuffledFills(2_000)).toMatchObject({ isClean: true });
});
