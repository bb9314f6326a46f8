// The walk that goes on: an end that was met is looked at again, because the journal may have grown since it was opened.
import { expect, test } from 'vitest';
import type { MomentFrame, MomentWish } from '#lib/wire/moment-http.ts';
import type { FoundBoot } from './find-boot.ts';
import type { MomentSeeker, Seen } from './moment-seeker.ts';
import { createMomentWalker } from './moment-walker.ts';

const WISH: MomentWish = { at: 5, event: null, ticker: 'T' };
const FOUND = { kind: 'found', boot: { bootId: 'b-1' }, paths: [] } as never as FoundBoot;
const seenFrame = (isLastWord: boolean): Seen => ({
  kind: 'frame',
  frame: { at: 5, isLastWord } as never as MomentFrame,
});

/** Each opened seeker answers what is next in its own list. */
function scene(...lists: (readonly (Seen | null)[])[]) {
  const said: string[] = [];
  const walker = createMomentWalker({
    find: async () => FOUND,
    open: ({ boot }, ticker): MomentSeeker => {
      const number = said.filter((word) => word.startsWith('open')).length;
      said.push(`open ${number}`);
      const left = [...(lists[number] ?? [])];
      return {
        ...{ boot, ticker, canReach: () => true },
        close: async () => void said.push(`close ${number}`),
        seek: async () => left.shift() ?? null,
      };
    },
  });
  const go = (wish = WISH) =>
    walker.walk(
      wish,
      () => undefined,
      () => false,
    );
  return { said, go, walker };
}

test('a moment on the way goes on from where the last one stood', async () => {
  const { said, go } = scene([seenFrame(false), seenFrame(false)]);
  await go();
  expect(await go()).toMatchObject({ state: 'ready', frame: { isLastWord: false } });
  expect(said).toEqual(['open 0']);
});

test('an end that a used walk meets is looked at once more with the files as they are now', async () => {
  const { said, go } = scene([seenFrame(false), seenFrame(true)], [seenFrame(false)]);
  await go();
  expect(await go()).toMatchObject({ state: 'ready', frame: { isLastWord: false } });
  expect(said).toEqual(['open 0', 'close 0', 'open 1']);
});

test('nothing found by a used walk is looked for once more, and then it is the answer', async () => {
  const none: Seen = { kind: 'none', text: 'not there' };
  const { said, go } = scene([seenFrame(false), none], [none]);
  await go();
  expect(await go()).toEqual({ state: 'not-recorded', text: 'not there' });
  expect(said).toEqual(['open 0', 'close 0', 'open 1']);
});

test('a walk that nobody wants any more is not begun again', async () => {
  const { said, go } = scene([seenFrame(false), null]);
  await go();
  expect(await go()).toBeNull();
  expect(said).toEqual(['open 0']);
});

test('after an error what was read is closed, and the next walk begins anew', async () => {
  const { said, go, walker } = scene([seenFrame(false)], [seenFrame(false)]);
  await go();
  walker.forget();
  await go();
  expect(said).toEqual(['open 0', 'close 0', 'open 1']);
});
