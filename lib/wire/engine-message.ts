// Engine ⇄ gateway ⇄ watchdog: newline-delimited JSON over loopback, authenticated by the first line.
import type { CommandReply, OperatorCommand } from '../domain/command.ts';
import type { Mode } from '../domain/mode.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { TopicMessage } from './envelope.ts';
import type { TicketLook } from './ticket-http.ts';
import type { TopicName } from './topics.ts';

/** Which process speaks on a link. */
export type LinkRole = 'engine' | 'gateway' | 'watchdog' | 'cli';

export type EngineMessage =
  | {
      readonly kind: 'hello';
      readonly role: LinkRole;
      readonly build: string;
      readonly boot: string;
      readonly mode: Mode;
      readonly pid: number;
    }
  | { readonly kind: 'topic'; readonly message: TopicMessage }
  | { readonly kind: 'reply'; readonly reply: CommandReply }
  /** Null: the market is not followed. */
  | { readonly kind: 'ticket'; readonly id: string; readonly look: TicketLook | null }
  | {
      readonly kind: 'heartbeat';
      readonly at: number;
      readonly loopDelayMs: number;
      readonly rssBytes: number;
      /** True until start-up recovery is through. */
      readonly isStarting: boolean;
    }
  /** The engine stops as planned; `isFlat`: nothing of ours may rest. Excuses a silence of bounded length. */
  | { readonly kind: 'farewell'; readonly isFlat: boolean };

/** What a client of the engine (gateway, watchdog, command line) may send. */
export type EngineRequest =
  | {
      readonly kind: 'login';
      readonly role: LinkRole;
      readonly token: string;
      readonly build: string;
    }
  | { readonly kind: 'command'; readonly command: OperatorCommand }
  | { readonly kind: 'snapshot'; readonly topic: TopicName }
  /** What the gate would say of this ticket now; nothing is sent or written. */
  | { readonly kind: 'ticket'; readonly id: string; readonly ticket: Ticket }
  /** Live consoles of signed-in operators, told every few seconds and on each change. */
  | { readonly kind: 'presence'; readonly consoles: number };
