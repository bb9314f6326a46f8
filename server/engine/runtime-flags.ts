// Flags of Node for the trading process. In: nothing. Out: what the supervisor and the bench start it with.
// A forecast leaves about 0.1 MB of garbage: in the usual young space one in ninety seconds pays for sweeping it, which
// is the 99th percentile itself. A larger one is swept a fifth as often.
export const ENGINE_FLAGS = ['--min-semi-space-size=32', '--max-semi-space-size=32'] as const;
