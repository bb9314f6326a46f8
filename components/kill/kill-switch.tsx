// The kill switch: one press, no question, always on screen. Shows the server's state, never a hope.
'use client';
import { useEffect, useEffectEvent } from 'react';
import { useDeskStatus } from '#components/live/desk-status.ts';
import { ariaKeys, hotkeyOf } from '#components/live/hotkeys.ts';
import { refusalOf, useCommand } from '#components/live/use-command.ts';
import { useHotkey } from '#components/live/use-hotkey.ts';
import { KillLevels } from './kill-levels.tsx';
import { type KillState, killState } from './kill-state.ts';

const KILL_KEYS = hotkeyOf('kill').keys;

const WORD: Readonly<Record<KillState, string>> = {
  ready: 'KILL',
  pending: 'KILLING',
  killed: 'KILLED',
};

export function KillSwitch() {
  const status = useDeskStatus();
  const command = useCommand();
  // Of its own: it never waits for the answer to a kill.
  const flatten = useCommand();
  const press = () => command.send({ body: { kind: 'kill', reason: 'pressed at the console' } });
  // Works while typing, too: stopping is never in the way.
  useHotkey('kill', press);
  useHotkey('flatten', () =>
    flatten.send({ body: { kind: 'flatten', reason: 'flatten key at the console' } }),
  );

  const isKilled = status?.trading === 'killed';
  const { outcome } = command;
  const isPending = command.isPending || flatten.isPending;
  const state = killState({ isKilled, isPending, outcome });
  const refusal = refusalOf(outcome) ?? refusalOf(flatten.outcome);
  const isAnswered = outcome !== null || flatten.outcome !== null;
  const forget = useEffectEvent(() => {
    command.reset();
    flatten.reset();
  });
  // The next kill begins anew: this one's answer must not speak for it after a release.
  useEffect(() => {
    if (isKilled && isAnswered) forget();
  }, [isKilled, isAnswered]);
  return (
    <div className="relative z-60 flex items-center gap-1 max-md:fixed max-md:right-0 max-md:bottom-0 max-md:p-2 max-md:pb-[max(0.5rem,env(safe-area-inset-bottom))]">
      <button
        type="button"
        data-testid="kill-button"
        data-state={state}
        aria-busy={state === 'pending'}
        aria-keyshortcuts={ariaKeys('kill')}
        title={`Cancel every order and stop trading (${KILL_KEYS})`}
        onClick={press}
        className="flex h-12 w-44 flex-col items-center justify-center rounded-sm bg-severity-critical-ground text-base leading-5 font-bold tracking-widest text-on-strong hover:brightness-125 data-[state=killed]:border data-[state=killed]:border-severity-critical data-[state=killed]:bg-transparent data-[state=killed]:text-severity-critical data-[state=pending]:bg-severity-warning data-[state=pending]:text-ground max-md:h-14 max-md:w-28"
      >
        {WORD[state]}
        <kbd className="num text-2xs leading-3 font-normal tracking-normal opacity-85 max-md:hidden">
          {KILL_KEYS}
        </kbd>
      </button>
      <KillLevels />
      {refusal !== null && !isKilled && (
        <div
          role="alert"
          className="absolute top-full right-0 z-30 mt-2 w-80 rounded-md border border-severity-critical bg-surface p-3 text-sm shadow-2xl max-md:top-auto max-md:right-2 max-md:bottom-full max-md:mb-2"
        >
          <p className="font-semibold text-severity-critical">The kill is not confirmed</p>
          <p className="mt-1 text-ink-soft">{refusal}</p>
          <p className="mt-1 text-ink">
            Stop it on the machine itself: <code className="num">npx voltage kill</code>
          </p>
          <button
            type="button"
            className="mt-2 text-ink-soft underline underline-offset-4"
            onClick={() => {
              command.reset();
              flatten.reset();
            }}
          >
            Close this note
          </button>
        </div>
      )}
    </div>
  );
}
