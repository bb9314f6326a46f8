// Health of the line: each way to be wrong has its own word, and silence is one of them.
import { describe, expect, it } from 'vitest';
import type { GatewayState } from '#lib/wire/socket.ts';
import { healthOf } from './link-health.ts';
import type { LinkPhase, LinkState } from './link-state.ts';

function link(phase: LinkPhase, engineConnected = true): LinkState {
  const gateway: GatewayState = {
    build: 'b',
    wireVersion: 1,
    engineConnected,
    engineSince: 0,
    serverAt: 0,
    operator: 'operator',
    sessionExpiresAt: 0,
  };
  return { phase, detail: '', sinceMs: 0, gateway, mismatch: null };
}

describe('link health', () => {
  const cases = [
    ['before the first connection', link('connecting'), null, 'connecting'],
    ['connected, nothing received', link('live'), null, 'connecting'],
    ['messages arrive', link('live'), 2_000, 'up'],
    ['an open socket without data', link('live'), 2_001, 'silent'],
    ['the gateway lost the engine', link('live', false), 10, 'engine-down'],
    ['the connection was lost', link('lost'), 10, 'down'],
    ['the session ended', link('ended'), 10, 'down'],
  ] as const;
  for (const [title, state, silentMs, expected] of cases)
    it(`${title}: ${expected}`, () => expect(healthOf(state, silentMs)).toBe(expected));
});
