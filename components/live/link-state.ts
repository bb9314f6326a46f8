// What the browser knows about its own connection. One immutable value, replaced on change, watched by React.
import { WIRE_VERSION } from '#lib/wire/envelope.ts';
import type { GatewayState } from '#lib/wire/socket.ts';

/** connecting: never been up · live · lost: was up · ended: the session is over. */
export type LinkPhase = 'connecting' | 'live' | 'lost' | 'ended';

export interface LinkState {
  readonly phase: LinkPhase;
  readonly detail: string;
  /** Local wall ms of the last change of phase. */
  readonly sinceMs: number;
  readonly gateway: GatewayState | null;
  /** Set when page, gateway and engine are not of one build or one wire version: look, but do not trade. */
  readonly mismatch: string | null;
}

export interface LinkStore {
  get(): LinkState;
  /** What this page was made from; null while nobody has said. */
  build(): string | null;
  subscribe(listener: () => void): () => void;
  setPhase(phase: LinkPhase, detail: string, atMs: number): void;
  setGateway(gateway: GatewayState): void;
  setMismatch(text: string): void;
}

/** Why the gateway's word may not be acted on; null when it may (F112). */
function mismatchOf(gateway: GatewayState, pageBuild: string): string | null {
  if (gateway.wireVersion !== WIRE_VERSION)
    return `This page speaks wire version ${WIRE_VERSION}, the gateway ${gateway.wireVersion}. Reload the page.`;
  if (gateway.build !== pageBuild)
    return `This page is of build ${pageBuild}, the gateway of build ${gateway.build}. Reload the page.`;
  return null;
}

/** Starts as connecting. A page that does not say its build is taken to be of the first gateway it meets. */
export function createLinkStore(pageBuild: string | null): LinkStore {
  let state: LinkState = {
    phase: 'connecting',
    detail: 'connecting to the gateway',
    sinceMs: 0,
    gateway: null,
    mismatch: null,
  };
  let build = pageBuild;
  const listeners = new Set<() => void>();

  function replace(next: Partial<LinkState>): void {
    state = { ...state, ...next };
    for (const listener of [...listeners]) listener();
  }

  return {
    get: () => state,
    build: () => build,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setPhase(phase, detail, atMs) {
      if (state.phase === phase && state.detail === detail) return;
      replace({ phase, detail, sinceMs: state.phase === phase ? state.sinceMs : atMs });
    },
    setGateway(gateway) {
      build ??= gateway.build;
      replace({ gateway, mismatch: mismatchOf(gateway, build) });
    },
    setMismatch: (mismatch) => replace({ mismatch }),
  };
}
