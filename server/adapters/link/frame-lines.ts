// Newline-delimited JSON framing for the links between our processes. In: chunks. Out: parsed lines.

const MAX_LINE_BYTES = 16 * 1024 * 1024;

/** Splits a byte stream into JSON lines; `onLine` gets the parsed value, `onBroken` a reason (then close the socket). */
export function createLineReader(
  onLine: (value: unknown) => void,
  onBroken: (reason: string) => void,
): (chunk: string) => void {
  let rest = '';
  let broken = false;
  return (chunk) => {
    if (broken) return;
    rest += chunk;
    if (rest.length > MAX_LINE_BYTES) {
      broken = true;
      onBroken('line longer than 16 MB');
      return;
    }
    let end = rest.indexOf('\n');
    while (end >= 0 && !broken) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      if (line.length > 0) {
        let value: unknown;
        try {
          value = JSON.parse(line);
        } catch {
          broken = true;
          onBroken('line is not JSON');
          return;
        }
        onLine(value);
      }
      end = rest.indexOf('\n');
    }
  };
}
