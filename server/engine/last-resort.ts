// What catches an error nobody caught (F95): gate shut, latch on disk, a line in the log, a non-zero end. Never a next step.

/** `EX_SOFTWARE`: the supervisor starts the engine again, and the latch on disk keeps it killed. */
const EXIT_CODE = 70;

const FAULTS = ['uncaughtException', 'unhandledRejection'] as const;

export interface LastResortTools {
  /** Where the process tells of such errors. */
  readonly process: {
    on(fault: (typeof FAULTS)[number], handler: (error: unknown) => void): unknown;
  };
  /** Shuts the door for good and latches on disk; synchronous, for nothing awaited would be waited for. */
  readonly abandon: (reason: string) => void;
  readonly log: { error(fields: Readonly<Record<string, unknown>>, text: string): void };
  readonly exit: (code: number) => void;
}

function attempt(run: () => void): void {
  try {
    run();
  } catch {
    // Whatever fails here must not keep the process from ending.
  }
}

/** Installs the handlers. The first error ends the process; others on the way out change nothing. */
export function installLastResort(tools: LastResortTools): void {
  let isEnding = false;
  for (const fault of FAULTS)
    tools.process.on(fault, (error) => {
      if (isEnding) return;
      isEnding = true;
      const reason = error instanceof Error ? error.message : String(error);
      const stack = error instanceof Error ? error.stack : '';
      attempt(() => tools.abandon(`${fault}: ${reason}`));
      attempt(() => tools.log.error({ error: reason, stack }, fault));
      tools.exit(EXIT_CODE);
    });
}
