// What one scenario expects of the venue and what the venue did: the row of the report.

/** `same`: as the reference says. `other`: not so; the steps tell how. `not testable`: this market or account cannot show it. */
export type Verdict = 'same' | 'other' | 'not testable';

/** One request and its answer, without headers, signatures or account ids. */
export interface Step {
  readonly what: string;
  /** Method and path, e.g. `POST /portfolio/events/orders`. */
  readonly asked: string;
  /** Status and the beginning of the body, or how the request was lost. */
  readonly answer: string;
}

export interface Outcome {
  readonly verdict: Verdict;
  /** In one sentence. */
  readonly observed: string;
}

export interface Finding extends Outcome {
  readonly id: string;
  readonly title: string;
  /** Where kalshi-api says what is expected. */
  readonly section: string;
  /** Numbers of the open doubts of kalshi-api §12 that this settles. */
  readonly doubts: readonly number[];
  readonly expected: string;
  readonly steps: readonly Step[];
}

export interface ConformanceReport {
  readonly env: 'sim' | 'demo';
  /** ISO time of the start. */
  readonly at: string;
  readonly build: string;
  readonly host: string;
  readonly findings: readonly Finding[];
  /** What could not be taken back: resting orders, groups, contracts. Empty when everything is as before. */
  readonly leftovers: readonly string[];
}

/** The venue did, or did not do, what the reference says. */
export function judged(isSame: boolean, observed: string): Outcome {
  return { verdict: isSame ? 'same' : 'other', observed };
}

/** Nothing can be said about it here. */
export function notTestable(why: string): Outcome {
  return { verdict: 'not testable', observed: why };
}
