// What peers may ask of the engine: once each, builds apart, kill always.
import { describe, expect, test } from 'vitest';
import type { CommandBody, OperatorCommand } from '#lib/domain/command.ts';
import { commandId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { EngineMessage } from '#lib/wire/engine-message.ts';
import type { LinkPeer } from '#server/adapters/link/serve-link.ts';
import { createRequests } from './requests.ts';

function peerOf(build = 'b-1'): { readonly peer: LinkPeer; readonly got: EngineMessage[] } {
  const got: EngineMessage[] = [];
  return { got, peer: { role: 'gateway', build, send: (message) => got.push(message) } };
}

function commandOf(id: string, body: CommandBody = { kind: 'arm' }): OperatorCommand {
  return { id: commandId(id), by: 'operator', issuedAt: wallMs(1), expiresAt: wallMs(2), body };
}

function setUp() {
  const commands: OperatorCommand[] = [];
  const requests = createRequests({
    build: 'b-1',
    now: () => wallMs(1),
    snapshot: () => {
      throw new Error('not in this test');
    },
    presence: () => undefined,
    lookAtTicket: () => null,
    command: (command) => commands.push(command),
  });
  const ask = (command: OperatorCommand, peer: LinkPeer) =>
    requests.onRequest({ kind: 'command', command }, peer);
  const answer = (id: string) =>
    requests.reply({ id: commandId(id), ok: true, code: 'done', text: '', at: wallMs(1) });
  return { commands, ask, answer };
}

describe('requests', () => {
  test('F111 a command sent twice is carried out once and answered twice', () => {
    const { commands, ask, answer } = setUp();
    const first = peerOf();
    const second = peerOf();
    ask(commandOf('command-1'), first.peer);
    ask(commandOf('command-1'), second.peer);
    answer('command-1');
    ask(commandOf('command-1'), second.peer);
    expect(commands).toHaveLength(1);
    expect(first.got).toHaveLength(1);
    expect(second.got).toHaveLength(2);
  });

  test('a peer of another build may only kill (Knight Capital)', () => {
    const { commands, ask } = setUp();
    const other = peerOf('b-2');
    ask(commandOf('command-1'), other.peer);
    expect(other.got).toMatchObject([{ kind: 'reply', reply: { ok: false, code: 'build' } }]);
    ask(commandOf('command-2', { kind: 'kill', reason: '' }), other.peer);
    expect(commands.map(({ body }) => body.kind)).toEqual(['kill']);
  });

  test('an old answer is no stop: a kill under a used id is carried out', () => {
    const { commands, ask, answer } = setUp();
    const { peer } = peerOf();
    const kill = commandOf('command-1', { kind: 'kill', reason: '' });
    ask(kill, peer);
    answer('command-1');
    ask(kill, peer);
    expect(commands).toHaveLength(2);
  });

  test('answers of long ago are forgotten, so that memory is bounded', () => {
    const { commands, ask, answer } = setUp();
    const { peer } = peerOf();
    for (let i = 0; i < 600; i++) {
      ask(commandOf(`command-${i}`), peer);
      answer(`command-${i}`);
    }
    ask(commandOf('command-599'), peer);
    expect(commands).toHaveLength(600);
    ask(commandOf('command-0'), peer);
    expect(commands).toHaveLength(601);
  });
});
