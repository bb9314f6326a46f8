// What peers of the link may ask of the engine: tables and commands, each command carried out once, its answer kept.
import type { CommandReply, OperatorCommand } from '#lib/domain/command.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { isLatching } from '#lib/domain/kill.ts';
import type { Ticket } from '#lib/domain/ticket.ts';
import type { EngineRequest } from '#lib/wire/engine-message.ts';
import type { TopicMessage } from '#lib/wire/envelope.ts';
import type { TicketLook } from '#lib/wire/ticket-http.ts';
import type { TopicName } from '#lib/wire/topics.ts';
import type { LinkPeer } from '#server/adapters/link/serve-link.ts';

/** Answers kept so that a command sent twice is carried out once. */
const REPLIES_KEPT = 500;

export interface RequestTools {
  readonly build: string;
  readonly now: () => WallMs;
  readonly snapshot: (topic: TopicName) => TopicMessage;
  readonly command: (command: OperatorCommand) => void;
  readonly presence: (consoles: number) => void;
  /** Null: the market is not followed. */
  readonly lookAtTicket: (ticket: Ticket) => TicketLook | null;
}

export interface Requests {
  onRequest(request: EngineRequest, peer: LinkPeer): void;
  /** The core's answer to a command, to whoever asked. */
  reply(reply: CommandReply): void;
}

/** The answer to a command that comes before the engine can do anything: whoever kills asks the watchdog then. */
export function notYet(command: OperatorCommand, at: WallMs): CommandReply {
  return { id: command.id, ok: false, code: 'starting', text: 'the engine is starting', at };
}

/** Nothing asked yet. */
export function createRequests(tools: RequestTools): Requests {
  const asked = new Map<string, LinkPeer[]>();
  const answered = new Map<string, CommandReply>();

  const onCommand = (command: OperatorCommand, peer: LinkPeer): void => {
    const isKill = isLatching(command.body.kind);
    const known = answered.get(command.id);
    // An old answer is no stop: a kill under a used id is carried out all the same, it does no harm twice.
    if (known !== undefined && !isKill) {
      peer.send({ kind: 'reply', reply: known });
      return;
    }
    if (peer.build !== tools.build && !isKill) {
      const text = `this process is of another build (${peer.build}): restart everything`;
      const reply = { id: command.id, ok: false, code: 'build', text, at: tools.now() };
      peer.send({ kind: 'reply', reply });
      return;
    }
    const askers = asked.get(command.id);
    if (askers !== undefined && !isKill) {
      askers.push(peer);
      return;
    }
    asked.set(command.id, [...(askers ?? []), peer]);
    tools.command(command);
  };

  return {
    onRequest(request, peer) {
      if (request.kind === 'snapshot')
        peer.send({ kind: 'topic', message: tools.snapshot(request.topic) });
      else if (request.kind === 'command') onCommand(request.command, peer);
      else if (request.kind === 'presence') tools.presence(request.consoles);
      else if (request.kind === 'ticket') {
        const { id, ticket } = request;
        peer.send({ kind: 'ticket', id, look: tools.lookAtTicket(ticket) });
      }
    },
    reply(reply) {
      answered.set(reply.id, reply);
      for (const id of answered.keys()) {
        if (answered.size <= REPLIES_KEPT) break;
        answered.delete(id);
      }
      for (const peer of asked.get(reply.id) ?? []) peer.send({ kind: 'reply', reply });
      asked.delete(reply.id);
    },
  };
}
