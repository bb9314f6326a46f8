// An answer of the venue, made readable: status, code, words. In: what became of a request. Out: text for people and rows.
import { parseErrorBody } from '#server/adapters/kalshi/error-body.ts';
import type { RestOutcome } from '#server/adapters/kalshi/rest-call.ts';

/** Longest part of a body that goes into the report. */
const EXCERPT = 300;

/** Status null: there was none, and `details` says why. */
export interface Answer {
  readonly status: number | null;
  /** The venue's error code, or '' on success. */
  readonly code: string;
  readonly details: string;
  readonly text: string;
}

/** The answer in a request's outcome, with the error read as the adapter reads it. */
export function answerOf(outcome: RestOutcome): Answer {
  if (outcome.kind !== 'reply')
    return { status: null, code: outcome.kind, details: outcome.reason, text: '' };
  const { status, text } = outcome;
  if (status < 400) return { status, code: '', details: '', text };
  const { code, details } = parseErrorBody(status, text);
  return { status, code, details, text };
}

/** `201`, `400 invalid_order (post only cross)`, or how it was lost. */
export function sayAnswer({ status, code, details }: Answer): string {
  if (status === null) return `no answer (${details})`;
  return [String(status), code, details === '' ? '' : `(${details})`].filter(Boolean).join(' ');
}

/** JSON of an answer; null when it is none. */
export function bodyOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text);
  } catch {
    return null;
  }
}

/** The beginning of a body. Ids of the account say nothing about the venue and do not belong into a report. */
export function excerptOf({ text }: Answer): string {
  return text
    .replace(/"(user_id|subaccount_id|member_id)":"[^"]*"/g, '"$1":"…"')
    .replace(/\s+/g, ' ')
    .slice(0, EXCERPT);
}
