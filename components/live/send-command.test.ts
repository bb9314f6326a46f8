// Commands: offline means not sent, silence means unknown, kill tries a little longer.
import { describe, expect, it } from 'vitest';
import { commandId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { CommandCall } from '#lib/wire/socket.ts';
import { type CommandParts, sendCommand } from './send-command.ts';

const REPLY = { id: commandId('c-1'), ok: true, code: 'done', text: 'done', at: wallMs(1) };

function setUp(overrides: Partial<CommandParts> = {}) {
  const calls: CommandCall[] = [];
  const waits: number[] = [];
  const parts: CommandParts = {
    isConnected: () => true,
    waitConnected: async (ms) => {
      waits.push(ms);
      return false;
    },
    emit: async (call) => {
      calls.push(call);
      return REPLY;
    },
    nowMs: () => 1_000,
    newId: () => 'c-1',
    build: () => 'b-1',
    ...overrides,
  };
  return { parts, calls, waits };
}

describe('send command', () => {
  it('a command carries id, time and a five second life', async () => {
    const { parts, calls } = setUp();
    const outcome = await sendCommand(parts, { body: { kind: 'arm' } });
    expect(calls).toEqual([
      { id: 'c-1', build: 'b-1', issuedAt: 1_000, expiresAt: 6_000, body: { kind: 'arm' } },
    ]);
    expect(outcome).toEqual({ kind: 'replied', reply: REPLY });
  });

  it('offline, an arm is not sent and not kept for later', async () => {
    const { parts, calls, waits } = setUp({ isConnected: () => false });
    const outcome = await sendCommand(parts, { body: { kind: 'arm' } });
    expect(outcome.kind).toBe('unreachable');
    expect([calls, waits]).toEqual([[], []]);
  });

  it('offline, a kill waits for the line and says when it could not be sent', async () => {
    const { parts, calls, waits } = setUp({ isConnected: () => false });
    const outcome = await sendCommand(parts, { body: { kind: 'kill', reason: 'x' } });
    expect([outcome.kind, calls.length, waits]).toEqual(['unreachable', 0, [3_000]]);
  });

  it('offline, a kill goes out when the line comes back', async () => {
    const { parts, calls } = setUp({
      isConnected: () => false,
      waitConnected: async () => true,
    });
    const outcome = await sendCommand(parts, { body: { kind: 'kill', reason: 'x' } });
    expect([outcome.kind, calls.length]).toEqual(['replied', 1]);
  });

  it('no answer is unknown, never refused', async () => {
    const { parts } = setUp({ emit: async () => Promise.reject(new Error('timeout')) });
    const outcome = await sendCommand(parts, { body: { kind: 'arm' } });
    expect(outcome.kind).toBe('unknown');
  });

  it('the password travels only when there is one', async () => {
    const { parts, calls } = setUp();
    await sendCommand(parts, { body: { kind: 'release', reason: 'r' }, password: 'p' });
    expect(calls[0]?.password).toBe('p');
  });
});
