// Port: what was known at a past moment, computed again from the journal in a process of its own, one walk at a time.
import type { MomentAnswer, MomentWish } from '#lib/wire/moment-http.ts';

export interface MomentReader {
  /**
   * The answer as far as it is there: never waits. The first call for a wish begins the walk, the next ones ask how far
   * it is. Null while the walk of somebody else is under way: `asker` is whoever asks, by session and page.
   */
  ask(wish: MomentWish, asker: string): MomentAnswer | null;
  close(): void;
}
