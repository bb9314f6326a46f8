// Whether the venue takes our signature: outcomes of requests come in, what may still be sent and one word of refusal go out.
import type { AccessRefusedReport } from '#lib/domain/report.ts';
import { parseErrorBody } from './error-body.ts';
import type { RestCall, RestOutcome } from './rest-call.ts';

export type Refusal = AccessRefusedReport['because'];

export const REFUSAL_TEXT: Readonly<Record<Refusal, string>> = {
  key: 'the venue refused our key (401): nothing is sent until it takes one',
  clock:
    'the venue refused our clock (401): nothing is sent until it takes the time of a signature',
};

/** The one 401 that says nothing about the key (kalshi-api §1.2, §1.5; F37). */
const CLOCK_CODE = 'header_timestamp_expired';

/** What a 401 refused; null for every other outcome. */
function refusalOf(outcome: RestOutcome): Refusal | null {
  if (outcome.kind !== 'reply' || outcome.status !== 401) return null;
  return parseErrorBody(401, outcome.text).code === CLOCK_CODE ? 'clock' : 'key';
}

/** True when the venue must have read the signature to answer so: an overloaded edge proves nothing. */
function isTaken(outcome: RestOutcome): boolean {
  if (outcome.kind !== 'reply') return false;
  return outcome.status < 500 && ![401, 408, 429].includes(outcome.status);
}

export interface Access {
  /** Why `call` must not leave; null when it may. What stops or reads is always tried. */
  denial(call: RestCall): Refusal | null;
  /** Which reading of the key a request that leaves now is signed with. */
  round(): number;
  /** True when a request signed in `round` may be tried once more: a read or a stop that a renewed key may save (F36). */
  mayTryAgain(call: RestCall, outcome: RestOutcome, round: number): boolean;
  /** How a request ended for good. */
  note(outcome: RestOutcome): void;
}

/** In each spell of refusals the key is read again once and `tell` is called once. */
export function createAccess(
  reload: () => void,
  tell: (report: AccessRefusedReport) => void,
): Access {
  let refused: Refusal | null = null;
  let told: Refusal | null = null;
  let rounds = 0;
  let isReloaded = false;

  return {
    denial(call) {
      const isStopOrSafe = call.urgent === true || call.raisesNoRisk === true;
      return call.method === 'GET' || isStopOrSafe ? null : refused;
    },
    round: () => rounds,
    mayTryAgain(call, outcome, round) {
      const refusal = refusalOf(outcome);
      if (refusal !== null) refused = refusal;
      if (refusal !== 'key' || (call.method !== 'GET' && call.urgent !== true)) return false;
      // Others were under way when the key was read again: they were signed with the old one.
      if (round < rounds) return true;
      if (isReloaded) return false;
      isReloaded = true;
      rounds += 1;
      reload();
      return true;
    },
    note(outcome) {
      const refusal = refusalOf(outcome);
      if (refusal === null) {
        if (!isTaken(outcome)) return;
        refused = null;
        told = null;
        isReloaded = false;
        return;
      }
      refused = refusal;
      if (told === refusal || outcome.kind !== 'reply') return;
      told = refusal;
      const { code, details } = parseErrorBody(401, outcome.text);
      tell({ kind: 'access-refused', because: refusal, detail: `${code} ${details}`.trim() });
    },
  };
}
