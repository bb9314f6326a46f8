// Who is signed in here, with what rights and until when, and what asks for the password again.
'use client';
import type { ReactNode } from 'react';
import { Facts } from '#components/ui/facts.tsx';
import { instantText } from '#components/ui/instant-text.ts';
import { Panel } from '#components/ui/panel.tsx';
import type { LoginFacts } from '#lib/wire/settings-http.ts';
import { OldFacts, readState } from './read-state.tsx';
import { useSettings } from './use-settings.ts';

const MINUTE_MS = 60_000;

export interface LoginPanelProps {
  /** Sets or changes the password. */
  readonly password: ReactNode;
}

/** A sentence among figures: its words stay whole. */
function Words({ children }: { readonly children: ReactNode }) {
  return <span className="font-sans [word-break:normal]">{children}</span>;
}

function LoginTable({ login }: { login: LoginFacts }) {
  return (
    <Facts
      facts={[
        { name: 'Account', value: login.operator },
        {
          name: 'Role',
          value: (
            <Words>
              the one operator of this installation: may trade, approve, arm, kill and release
            </Words>
          ),
        },
        { name: 'Signed in', value: instantText(login.beganAt) },
        {
          name: 'Ends',
          value: (
            <Words>
              {instantText(login.expiresAt)}, or after {login.idleMs / MINUTE_MS} minutes without an
              open page
            </Words>
          ),
        },
        {
          name: 'Password',
          value: (
            <Words>{login.passwordSet ? 'set' : 'not set: only the printed link signs in'}</Words>
          ),
        },
        {
          name: 'Asked again',
          value: (
            <Words>
              for releasing a kill, for arming in live, and for a change of limits that raises risk
            </Words>
          ),
        },
        { name: 'Second factor', value: <Words>none: the password alone signs in</Words> },
      ]}
    />
  );
}

export function LoginPanel({ password }: LoginPanelProps) {
  const query = useSettings();
  return (
    <Panel id="login" title="Your login" state={readState(query)}>
      <OldFacts query={query} />
      {query.data !== undefined && <LoginTable login={query.data.login} />}
      <div className="border-t border-line p-2 md:max-w-80">{password}</div>
    </Panel>
  );
}
