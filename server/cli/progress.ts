// What a person sees while the system starts: one line a stage, with its time.

export interface Progress {
  /** Runs `work` and prints "name … done (1.2 s)", or "name … failed". */
  stage<T>(name: string, work: () => Promise<T>): Promise<T>;
  note(text: string): void;
}

/** Progress on standard output; on a terminal the running stage shows a moving clock. */
export function createProgress(write: (text: string) => void, isTerminal: boolean): Progress {
  return {
    async stage(name, work) {
      const started = process.hrtime.bigint();
      const seconds = (): string => (Number(process.hrtime.bigint() - started) / 1e9).toFixed(1);
      if (isTerminal) write(`  ${name} …`);
      const clock = isTerminal
        ? setInterval(() => write(`\r  ${name} … ${seconds()} s`), 250)
        : null;
      const finish = (mark: string, word: string): void => {
        if (clock) clearInterval(clock);
        write(`${isTerminal ? '\r\x1b[2K' : ''}${mark} ${name} ${word} (${seconds()} s)\n`);
      };
      try {
        const value = await work();
        finish('✓', 'ready');
        return value;
      } catch (error) {
        finish('✗', 'failed');
        throw error;
      }
    },
    note(text) {
      write(`${text}\n`);
    },
  };
}
