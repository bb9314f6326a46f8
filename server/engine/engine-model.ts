// Which of the shipped models the trading loop asks. In: nothing. Out: its name.

/** The only one whose features the live stream makes; the trained members beside it read one-minute bars. */
export const ENGINE_MODEL = 'har-first-light';
