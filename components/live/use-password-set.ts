// Whether the operator has a password. In: when to ask. Out: the gateway's answer, and a way to say that one was just set.
'use client';
import { useEffect, useState } from 'react';
import { fetchSession } from './api-client.ts';

/** asking: no answer yet · unknown: the gateway did not say; then nothing may be concluded. */
export type PasswordState = 'asking' | 'set' | 'none' | 'unknown';

/** Asks the gateway once each time `isWanted` becomes true. */
export function usePasswordSet(isWanted: boolean): readonly [PasswordState, () => void] {
  const [state, setState] = useState<PasswordState>('asking');
  useEffect(() => {
    if (!isWanted) return;
    let isCurrent = true;
    void fetchSession().then((session) => {
      if (!isCurrent) return;
      if (session === null) setState('unknown');
      else setState(session.passwordSet ? 'set' : 'none');
    });
    return () => {
      isCurrent = false;
    };
  }, [isWanted]);
  return [state, () => setState('set')];
}
