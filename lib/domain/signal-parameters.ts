// Every fitted number of the signal layer beside the models' own files: shipped as one JSON, named by its hash.

/** One regression over standardised columns: bias + Σ weight × (x − mean)/sd; a missing x counts as its mean. */
export interface LinearFit {
  readonly mean: readonly number[];
  readonly sd: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
}

export interface AtHorizon<Value> {
  readonly minutes: number;
  readonly value: Value;
}

/** logit p → a + b·logit p, and logit p* = logit mid + β (logit p − logit mid), for one span of seconds to close. */
export interface BlendBucket {
  /** Centre of the span, seconds to close. */
  readonly bucketSeconds: number;
  readonly a: number;
  readonly b: number;
  readonly beta: number;
  /** Precision (1/variance) of β's posterior: what new evidence is weighed against. */
  readonly betaPrecision: number;
  /** Settled markets it was fitted on. */
  readonly markets: number;
}

export interface SignalParameters {
  readonly format: 1;
  /** 60 factors of variance by minute of the hour, mean 1. */
  readonly profile: readonly number[];
  /** Variances per minute. */
  readonly garch: {
    readonly longRun: number;
    readonly persistence: number;
    readonly reaction: number;
  };
  readonly linear: readonly {
    readonly id: string;
    readonly names: readonly string[];
    readonly fits: readonly AtHorizon<LinearFit>[];
  }[];
  /** Ids of the members that count, by horizon; everything else is shown beside them. */
  readonly combination: readonly AtHorizon<readonly string[]>[];
  readonly tails: readonly AtHorizon<{ readonly nu: number; readonly scale: number }>[];
  /** sd of ln(realised ÷ forecast) net of sampling noise. */
  readonly residualSd: readonly AtHorizon<number>[];
  readonly floors: readonly AtHorizon<{
    readonly hours: readonly number[];
    readonly share: number;
  }>[];
  /** Evidence by where it was gathered: a simulated market proves nothing about a real one. */
  readonly blends: readonly {
    readonly environment: 'recorded' | 'simulated';
    readonly buckets: readonly BlendBucket[];
  }[];
  /** Features whose distribution is watched: nine deciles of training rows, and the PSI at which to warn and to act. */
  readonly watch: readonly {
    readonly name: string;
    readonly deciles: readonly number[];
    readonly warn: number;
    readonly alarm: number;
  }[];
  /** What it was fitted on, in words and by hash. */
  readonly origin: { readonly text: string; readonly dataSha256: string };
}
