// One question to a running process over its link, with a deadline. Used by kill and status.
import { randomUUID } from 'node:crypto';
import type { CommandBody, CommandReply } from '#lib/domain/command.ts';
import { commandId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import type { EngineMessage } from '#lib/wire/engine-message.ts';
import type { TopicSnapshot } from '#lib/wire/envelope.ts';
import type { TopicName } from '#lib/wire/topics.ts';
import { connectLink, type Link } from '#server/adapters/link/connect-link.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import type { Runtime } from '#server/config/runtime.ts';

interface Address {
  readonly port: number;
  readonly token: string;
}

function ask<T>(
  address: Address,
  build: string,
  question: (link: Link) => void,
  answer: (message: EngineMessage) => T | null,
  withinMs: number,
): Promise<Result<T>> {
  return new Promise((resolve) => {
    const timers = createSystemTimers();
    const finish = (result: Result<T>): void => {
      cancel();
      link.close();
      resolve(result);
    };
    const cancel = timers.after(withinMs, () => finish(fail(`no answer within ${withinMs} ms`)));
    const link = connectLink({
      ...address,
      role: 'cli',
      build,
      timers,
      onMessage(message) {
        if (message.kind === 'hello') question(link);
        const value = answer(message);
        if (value !== null) finish(ok(value));
      },
      onRefused: (reason) => {
        if (/ECONNREFUSED/.test(reason)) finish(fail('nothing listens there'));
      },
      onDown: (reason) => finish(fail(`the connection ended: ${reason}`)),
    });
  });
}

/** Whether a process of this run answers at its address: its greeting, or why there is none. */
export function askGreeting(
  address: Address,
  runtime: Runtime,
  withinMs: number,
): Promise<Result<true>> {
  return ask(
    address,
    runtime.build,
    () => undefined,
    (message) => (message.kind === 'hello' ? true : null),
    withinMs,
  );
}

/** Sends one command and waits for its stored reply. */
export function askCommand(
  address: Address,
  runtime: Runtime,
  body: CommandBody,
  withinMs: number,
): Promise<Result<CommandReply>> {
  const id = commandId(randomUUID());
  const now = Date.now();
  return ask(
    address,
    runtime.build,
    (link) =>
      link.send({
        kind: 'command',
        command: { id, by: 'cli', issuedAt: wallMs(now), expiresAt: wallMs(now + withinMs), body },
      }),
    (message) => (message.kind === 'reply' && message.reply.id === id ? message.reply : null),
    withinMs,
  );
}

/** Reads one topic's whole table from the engine. */
export function askTopic(
  runtime: Runtime,
  topic: TopicName,
  withinMs: number,
): Promise<Result<TopicSnapshot>> {
  return ask(
    runtime.engine,
    runtime.build,
    (link) => link.send({ kind: 'snapshot', topic }),
    (message) =>
      message.kind === 'topic' &&
      message.message.kind === 'snapshot' &&
      message.message.topic === topic
        ? message.message
        : null,
    withinMs,
  );
}
