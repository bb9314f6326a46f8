// Whether the screen can be believed. In: the link and the silence on it. Out: one word. An open socket is not data.
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import type { LinkState } from './link-state.ts';

/**
 * connecting: nothing received yet · up: messages arrive · silent: connected, but nothing arrives ·
 * engine-down: the gateway lost the engine · down: no gateway.
 */
export type LinkHealth = 'connecting' | 'up' | 'silent' | 'engine-down' | 'down';

/** `silentMs`: time since the last message of any topic, null before the first. */
export function healthOf(link: LinkState, silentMs: number | null): LinkHealth {
  if (link.phase === 'connecting') return 'connecting';
  if (link.phase !== 'live') return 'down';
  if (link.gateway?.engineConnected === false) return 'engine-down';
  if (silentMs === null) return 'connecting';
  return silentMs > FRESHNESS_MS.engine ? 'silent' : 'up';
}
