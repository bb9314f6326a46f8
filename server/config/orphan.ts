// A child learns that its supervisor is gone, even by kill -9, when its standard input ends.

/** Calls `onOrphaned` once when standard input closes; does nothing when the process was started by hand in a terminal. */
export function watchSupervisor(onOrphaned: () => void): void {
  if (process.stdin.isTTY) return;
  let told = false;
  const tell = (): void => {
    if (told) return;
    told = true;
    onOrphaned();
  };
  process.stdin.on('end', tell);
  process.stdin.on('close', tell);
  process.stdin.on('error', tell);
  process.stdin.resume();
}

/** Prints the one line by which the supervisor knows that this process works. */
export function announceReady(fields: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ ready: true, ...fields })}\n`);
}
