// What the kill button says. In: the server's state, the press and its answer. Out: one of three words.
import type { CommandOutcome } from '#components/live/send-command.ts';

export type KillState = 'ready' | 'pending' | 'killed';

export interface KillPress {
  /** The engine says that trading is killed. */
  readonly isKilled: boolean;
  readonly isPending: boolean;
  readonly outcome: CommandOutcome | null;
}

/** Between the answer and the state that follows it the press is still under way: no third word flickers in between. */
export function killState({ isKilled, isPending, outcome }: KillPress): KillState {
  if (isPending) return 'pending';
  if (isKilled) return 'killed';
  return outcome?.kind === 'replied' && outcome.reply.ok ? 'pending' : 'ready';
}
