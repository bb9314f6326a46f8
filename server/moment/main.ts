// A process of its own that computes past moments from the journal, off the trading loop. In: wishes by message. Out: words and frames.
import type { MomentAnswer, MomentWish } from '#lib/wire/moment-http.ts';
import { findBoot, recordsOf } from './find-boot.ts';
import { createMomentSeeker, type MomentSeeker } from './moment-seeker.ts';

/** A wish with the number its answers carry. */
interface Asked {
  readonly id: number;
  readonly wish: MomentWish;
}

const directory = process.argv[2] ?? '';
let wanted: Asked | null = null;
let seeker: MomentSeeker | null = null;
let isWalking = false;

function tell(id: number, answer: MomentAnswer): void {
  process.send?.({ id, answer });
}

/** The seeker that reaches the wish: the one at hand, or a new one at the beginning of the right start. */
async function seekerFor(wish: MomentWish): Promise<MomentSeeker | string> {
  const found = await findBoot(directory, wish.at);
  if (found.kind === 'none') return found.text;
  const { boot, paths } = found;
  const isMine = seeker?.boot.bootId === boot.bootId && seeker.ticker === wish.ticker;
  if (seeker !== null && isMine && seeker.canReach(wish)) return seeker;
  await seeker?.close();
  seeker = createMomentSeeker(boot, recordsOf(paths), wish.ticker);
  return seeker;
}

async function answerTo({ id, wish }: Asked): Promise<MomentAnswer | null> {
  const there = await seekerFor(wish);
  if (typeof there === 'string') return { state: 'not-recorded', text: there };
  const onProgress = (reachedAt: number) =>
    tell(id, { state: 'working', text: 'replaying the journal', reachedAt });
  const seen = await there.seek(wish, onProgress, () => wanted?.id !== id);
  if (seen === null) return null;
  return seen.kind === 'frame'
    ? { state: 'ready', frame: seen.frame }
    : { state: 'not-recorded', text: seen.text };
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
      seeker = null;
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
