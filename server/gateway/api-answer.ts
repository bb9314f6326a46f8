// What a handler of /api is given and gives back. In: one request, its session. Out: status, JSON body, perhaps a cookie or a file.
import type { IncomingMessage } from 'node:http';
import type { AuditListReply, AuditNamesReply, AuditVerifyReply } from '#lib/wire/audit-http.ts';
import type { DecisionListReply } from '#lib/wire/decisions-http.ts';
import type { DecisionReply, PlainReply, SessionReply } from '#lib/wire/http.ts';
import type { Session } from '#server/ports/auth-store.ts';
import type { GatewayContext } from './gateway-context.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly body:
    | PlainReply
    | SessionReply
    | DecisionReply
    | DecisionListReply
    | AuditListReply
    | AuditNamesReply
    | AuditVerifyReply
    | Readonly<Record<string, unknown>>;
  readonly cookie?: string;
  /** Sent in place of the body, to be saved. */
  readonly file?: AnswerFile;
}

/** A file that is made while it is sent. An error in the middle breaks the transfer off: half a file must not look whole. */
export interface AnswerFile {
  readonly name: string;
  /** Its media type; the text is UTF-8. */
  readonly type: string;
  readonly chunks: AsyncIterable<string>;
}

export interface ApiCall {
  readonly context: GatewayContext;
  readonly request: IncomingMessage;
  /** Path without query, as it was matched. */
  readonly path: string;
  readonly body: unknown;
  readonly session: Session | null;
  readonly address: string;
}

export type Handler = (call: ApiCall) => Promise<ApiAnswer>;

/** A body that only says what happened. */
export function plain(status: number, code: string, text: string): ApiAnswer {
  return { status, body: { ok: status < 400, code, text } };
}
