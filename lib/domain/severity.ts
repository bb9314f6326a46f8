// How loudly an alarm speaks.

/** info: shown · warning: shown until seen · critical: shown, sounded, needs acknowledgement. */
export type Severity = 'info' | 'warning' | 'critical';
