// Socket.IO events between gateway and browser. Money actions are request + id + stored reply, never emit and hope.
import type { CommandBody, CommandReply } from '../domain/command.ts';
import type { TopicMessage, TopicSnapshot } from './envelope.ts';
import type { TopicName } from './topics.ts';

/** Gateway's own view, sent on connect and on each change. */
export interface GatewayState {
  readonly build: string;
  readonly wireVersion: number;
  readonly engineConnected: boolean;
  readonly engineSince: number | null;
  readonly serverAt: number;
  readonly operator: string;
  readonly sessionExpiresAt: number;
}

export interface ServerToClient {
  gateway: (state: GatewayState) => void;
  topic: (message: TopicMessage) => void;
  /** The login session ended: the socket closes right after. */
  goodbye: (reason: string) => void;
}

/** What the browser sends for a command; the gateway adds the operator and checks rights. */
export interface CommandCall {
  readonly id: string;
  /** Of this page: an old tab may look and kill, nothing else (F112). */
  readonly build: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly body: CommandBody;
  /** Step-up password, only for `release`, for raising a limit, and for arming in live. Never logged. */
  readonly password?: string;
}

export interface ClientToServer {
  subscribe: (
    topics: readonly TopicName[],
    answer: (snapshots: readonly TopicSnapshot[]) => void,
  ) => void;
  command: (call: CommandCall, answer: (reply: CommandReply) => void) => void;
}
