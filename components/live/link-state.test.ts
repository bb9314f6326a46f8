// The page's own connection: which build it is of, and what it thinks of a gateway of another one.
import { describe, expect, it } from 'vitest';
import { WIRE_VERSION } from '#lib/wire/envelope.ts';
import type { GatewayState } from '#lib/wire/socket.ts';
import { createLinkStore } from './link-state.ts';

function gateway(change: Partial<GatewayState> = {}): GatewayState {
  return {
    build: 'b-1',
    wireVersion: WIRE_VERSION,
    engineConnected: true,
    engineSince: 0,
    serverAt: 0,
    operator: 'operator',
    sessionExpiresAt: 0,
    ...change,
  };
}

describe('link state', () => {
  it('F112 a tab older than the gateway it meets is told so, from the very first word on', () => {
    const link = createLinkStore('b-0');
    link.setGateway(gateway());
    expect(link.get().mismatch).toMatch(/build b-0.+build b-1.+Reload/);
    expect(link.build()).toBe('b-0');
  });

  it('F112 a gateway replaced while the tab was open makes the tab old, and one that comes back does not', () => {
    for (const pageBuild of ['b-1', null]) {
      const link = createLinkStore(pageBuild);
      link.setGateway(gateway());
      expect(link.get().mismatch).toBeNull();
      link.setGateway(gateway({ build: 'b-2' }));
      expect(link.get().mismatch).not.toBeNull();
      expect(link.build()).toBe('b-1');
      link.setGateway(gateway());
      expect(link.get().mismatch).toBeNull();
    }
  });

  it('F112 another wire version is told, whatever the build', () => {
    const link = createLinkStore('b-1');
    link.setGateway(gateway({ wireVersion: WIRE_VERSION + 1 }));
    expect(link.get().mismatch).toContain('wire version');
  });

  it('before the gateway has spoken no build is made up', () => {
    expect(createLinkStore(null).build()).toBeNull();
  });
});
