// The walk to a wish: goes on from where the last one stood, or begins anew. In: wishes, and what finds and opens records. Out: answers.
import type { MomentAnswer, MomentWish } from '#lib/wire/moment-http.ts';
import type { FoundBoot } from './find-boot.ts';
import type { MomentSeeker, Seen } from './moment-seeker.ts';

type Found = Extract<FoundBoot, { readonly kind: 'found' }>;

export interface WalkerParts {
  /** Which start of the engine an instant (Unix ms) lies in, and its files as they are now. */
  readonly find: (at: number) => Promise<FoundBoot>;
  /** Stands before the first record of these files. */
  readonly open: (found: Found, ticker: string) => MomentSeeker;
}

export interface MomentWalker {
  /** `onProgress` is told the time reached, Unix ms; `isUnwanted` ends the walk, which then answers null. */
  walk(
    wish: MomentWish,
    onProgress: (reachedAt: number) => void,
    isUnwanted: () => boolean,
  ): Promise<MomentAnswer | null>;
  /** After an error: the next walk begins anew. */
  forget(): void;
}

/** A seeker knows its files as they were when it was opened: an end that it meets may have moved on since. */
function isAnEnd(seen: Seen): boolean {
  return seen.kind === 'none' || seen.frame.isLastWord;
}

function answerOf(seen: Seen): MomentAnswer {
  return seen.kind === 'frame'
    ? { state: 'ready', frame: seen.frame }
    : { state: 'not-recorded', text: seen.text };
}

export function createMomentWalker({ find, open }: WalkerParts): MomentWalker {
  let seeker: MomentSeeker | null = null;

  async function openAnew(found: Found, ticker: string): Promise<MomentSeeker> {
    const old = seeker;
    seeker = null;
    await old?.close();
    seeker = open(found, ticker);
    return seeker;
  }

  return {
    async walk(wish, onProgress, isUnwanted) {
      const found = await find(wish.at);
      if (found.kind === 'none') return { state: 'not-recorded', text: found.text };
      const isMine = seeker?.boot.bootId === found.boot.bootId && seeker.ticker === wish.ticker;
      if (seeker !== null && isMine && seeker.canReach(wish)) {
        const seen = await seeker.seek(wish, onProgress, isUnwanted);
        if (seen === null) return null;
        if (!isAnEnd(seen)) return answerOf(seen);
      }
      const fresh = await openAnew(found, wish.ticker);
      const seen = await fresh.seek(wish, onProgress, isUnwanted);
      return seen === null ? null : answerOf(seen);
    },
    forget() {
      const old = seeker;
      seeker = null;
      // What it read may be the very thing that failed.
      old?.close().catch(() => undefined);
    },
  };
}
