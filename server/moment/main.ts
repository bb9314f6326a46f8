// A process of its own that computes past moments from the journal, off the trading loop. In: wishes by message. Out: words and frames.
import type { MomentAnswer, MomentWish } from '#lib/wire/moment-http.ts';
import { findBoot, recordsOf } from './find-boot.ts';
import { createMomentSeeker } from './moment-seeker.ts';
import { createMomentWalker } from './moment-walker.ts';

/** A wish with the number its answers carry. */
interface Asked {
  readonly id: number;
  readonly wish: MomentWish;
}

const directory = process.argv[2] ?? '';
let wanted: Asked | null = null;
let isWalking = false;

const walker = createMomentWalker({
  find: (at) => findBoot(directory, at),
  open: ({ boot, paths }, ticker) => createMomentSeeker(boot, recordsOf(paths), ticker),
});

function tell(id: number, answer: MomentAnswer): void {
  process.send?.({ id, answer });
}

function answerTo({ id, wish }: Asked): Promise<MomentAnswer | null> {
  const onProgress = (reachedAt: number) =>
    tell(id, { state: 'working', text: 'replaying the journal', reachedAt });
  return walker.walk(wish, onProgress, () => wanted?.id !== id);
}

/** One walk at a time; the newest wish is the one that counts. */
async function walk(): Promise<void> {
  if (isWalking) return;
  isWalking = true;
  while (wanted !== null) {
    const asked = wanted;
    try {
      const answer = await answerTo(asked);
      if (answer !== null) tell(asked.id, answer);
    } catch (error) {
      walker.forget();
      tell(asked.id, { state: 'failed', text: `the replay failed: ${String(error)}` });
    }
    if (wanted.id === asked.id) wanted = null;
  }
  isWalking = false;
}

process.on('message', (asked: Asked) => {
  wanted = asked;
  void walk();
});
process.on('disconnect', () => process.exit(0));
