// Flags of Node for the trading process. In: nothing. Out: what the supervisor and the bench start it with.
// A forecast leaves about 0.1 MB of garbage: in the usual young space one in ninety seconds pays for sweeping it and the
// next for a cold cache, which is the 99th percentile itself. In this one it is one in five hundred; it costs 64 MB.
export const ENGINE_FLAGS = ['--min-semi-space-size=64', '--max-semi-space-size=64'] as const;
