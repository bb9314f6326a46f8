// The gateway's only line to the engine: keeps the last table of every topic, forwards commands, waits for replies.
import type { CommandReply, OperatorCommand } from '#lib/domain/command.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Ticket } from '#lib/domain/ticket.ts';
import type { EngineMessage } from '#lib/wire/engine-message.ts';
import type { TopicMessage, TopicSnapshot } from '#lib/wire/envelope.ts';
import type { TicketLook } from '#lib/wire/ticket-http.ts';
import { TOPICS, type TopicName } from '#lib/wire/topics.ts';
import { connectLink, type LinkOptions } from '#server/adapters/link/connect-link.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Timers } from '#server/ports/timers.ts';
import { createTopicMemory } from './topic-memory.ts';

export interface EngineLink {
  /** Snapshots of the topics as they stand here, each with its age; a topic never heard of is left out. */
  snapshots(topics: readonly TopicName[]): readonly TopicSnapshot[];
  /** Sends the command and resolves with the engine's stored answer; an engine that is gone answers `engine-down`. */
  command(command: OperatorCommand, withinMs: number): Promise<CommandReply>;
  /** What the gate would say of a ticket now: a look, null for a market it does not follow, or `no-answer`. */
  lookAtTicket(ticket: Ticket, withinMs: number): Promise<TicketLook | null | 'no-answer'>;
  /** Tells the engine how many consoles are open. */
  presence(consoles: number): void;
  connectedSince(): number | null;
  build(): string | null;
  close(): void;
}

export interface EngineLinkOptions {
  readonly address: Pick<LinkOptions, 'port' | 'token'>;
  readonly build: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onTopic: (message: TopicMessage) => void;
  readonly onState: () => void;
}

/** Connects and keeps connected; on a gap or a new boot it asks for whole tables again. */
export function createEngineLink(options: EngineLinkOptions): EngineLink {
  const memory = createTopicMemory(options.clock.mono);
  /** Everyone who waits for the answer to a command id: two tabs may send the same one. */
  const waiting = new Map<string, Set<(reply: CommandReply) => void>>();
  const looks = new Map<string, (look: TicketLook | null) => void>();
  let asked = 0;
  let since: number | null = null;
  let engineBuild: string | null = null;

  const askAll = (): void => {
    for (const topic of TOPICS) link.send({ kind: 'snapshot', topic });
  };

  const onTopic = (message: TopicMessage): void => {
    if (memory.take(message)) options.onTopic(message);
    else link.send({ kind: 'snapshot', topic: message.topic });
  };

  const onMessage = (message: EngineMessage): void => {
    switch (message.kind) {
      case 'hello':
        since = options.clock.wall();
        engineBuild = message.build;
        askAll();
        options.onState();
        return;
      case 'topic':
        onTopic(message.message);
        return;
      case 'reply': {
        const answers = waiting.get(message.reply.id) ?? [];
        waiting.delete(message.reply.id);
        for (const answer of answers) answer(message.reply);
        return;
      }
      case 'ticket':
        looks.get(message.id)?.(message.look);
        return;
      case 'heartbeat':
      case 'farewell':
        return;
    }
  };

  const link = connectLink({
    ...options.address,
    role: 'gateway',
    build: options.build,
    timers: options.timers,
    onMessage,
    onDown() {
      since = null;
      options.onState();
    },
  });

  return {
    snapshots: memory.snapshots,
    command(command, withinMs) {
      const answer = (code: string, text: string): CommandReply => ({
        id: command.id,
        ok: false,
        code,
        text,
        at: wallMs(options.clock.wall()),
      });
      return new Promise((resolve) => {
        if (!link.isUp()) {
          resolve(answer('engine-down', 'the engine is not connected'));
          return;
        }
        const answers = waiting.get(command.id) ?? new Set();
        const take = (reply: CommandReply): void => {
          cancel();
          resolve(reply);
        };
        const cancel = options.timers.after(withinMs, () => {
          answers.delete(take);
          if (answers.size === 0) waiting.delete(command.id);
          resolve(answer('no-answer', 'the engine did not answer: the outcome is not known'));
        });
        waiting.set(command.id, answers.add(take));
        link.send({ kind: 'command', command });
      });
    },
    lookAtTicket(ticket, withinMs) {
      if (!link.isUp()) return Promise.resolve('no-answer');
      asked += 1;
      const id = `ticket-look-${asked}`;
      return new Promise((resolve) => {
        const cancel = options.timers.after(withinMs, () => {
          looks.delete(id);
          resolve('no-answer');
        });
        looks.set(id, (look) => {
          cancel();
          looks.delete(id);
          resolve(look);
        });
        link.send({ kind: 'ticket', id, ticket });
      });
    },
    presence: (consoles) => link.send({ kind: 'presence', consoles }),
    connectedSince: () => since,
    build: () => engineBuild,
    close: () => link.close(),
  };
}
