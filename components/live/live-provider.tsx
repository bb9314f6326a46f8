// Gives the page its one live hub. In: children. Out: the hub by context, once the browser is there.
'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { ensure } from '#lib/check.ts';
import { createLiveHub, type LiveHub } from './live-hub.ts';

const HubContext = createContext<LiveHub | null>(null);

export interface LiveProviderProps {
  readonly children: ReactNode;
  /** Drawn by the server and until the browser has taken over. */
  readonly fallback: ReactNode;
}

/** Starts the hub after mount (sockets and frames exist only there) and stops it on unmount. */
export function LiveProvider({ children, fallback }: LiveProviderProps) {
  const [hub, setHub] = useState<LiveHub | null>(null);
  useEffect(() => {
    const created = createLiveHub();
    const stop = created.start();
    setHub(created);
    return stop;
  }, []);
  if (hub === null) return fallback;
  return (
    <HubContext value={hub}>
      <QueryClientProvider client={hub.queryClient}>{children}</QueryClientProvider>
    </HubContext>
  );
}

/** The page's hub; throws outside LiveProvider. */
export function useLiveHub(): LiveHub {
  return ensure(useContext(HubContext), 'useLiveHub is called outside LiveProvider');
}
