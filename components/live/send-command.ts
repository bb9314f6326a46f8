// One money action: request, id, expiry, stored reply. Never buffered while offline, never retried by itself.
import type { CommandBody, CommandReply } from '#lib/domain/command.ts';
import type { CommandCall } from '#lib/wire/socket.ts';

/** A command is refused by the core when it arrives later than this after it was issued. */
const VALID_MS = 5_000;
/** How long the browser waits for the stored reply before it calls the outcome unknown. */
const REPLY_MS = 8_000;

/** Why there is no reply. `unreachable`: nothing left this browser. `unknown`: it left, and nobody answered. */
type CommandFailure = 'unreachable' | 'unknown';

export type CommandOutcome =
  | { readonly kind: 'replied'; readonly reply: CommandReply }
  | { readonly kind: CommandFailure; readonly text: string };

export interface CommandParts {
  readonly isConnected: () => boolean;
  /** Resolves when the socket is up again, or false after `ms`. */
  readonly waitConnected: (ms: number) => Promise<boolean>;
  readonly emit: (call: CommandCall, replyMs: number) => Promise<CommandReply>;
  readonly nowMs: () => number;
  /** What this page was made from; empty while that is not known: then nothing but kill is accepted. */
  readonly build: () => string;
  readonly newId: () => string;
}

export interface CommandWish {
  readonly body: CommandBody;
  readonly password?: string;
  /** Fixed beforehand by what must be carried out once however often it is sent; else a new one. */
  readonly id?: string;
}

const UNREACHABLE = 'No connection to the server: nothing was sent.';

/** Sends `wish` once. A kill waits up to 3 s for the connection to come back; everything else fails at once. */
export async function sendCommand(parts: CommandParts, wish: CommandWish): Promise<CommandOutcome> {
  if (!parts.isConnected()) {
    const isUp = wish.body.kind === 'kill' && (await parts.waitConnected(3_000));
    if (!isUp) return { kind: 'unreachable', text: UNREACHABLE };
  }
  const issuedAt = parts.nowMs();
  const call: CommandCall = {
    id: wish.id ?? parts.newId(),
    build: parts.build(),
    issuedAt,
    expiresAt: issuedAt + VALID_MS,
    body: wish.body,
    ...(wish.password === undefined ? {} : { password: wish.password }),
  };
  try {
    return { kind: 'replied', reply: await parts.emit(call, REPLY_MS) };
  } catch {
    return {
      kind: 'unknown',
      text: 'The server did not answer: the outcome is not known. Watch the state, not this button.',
    };
  }
}
