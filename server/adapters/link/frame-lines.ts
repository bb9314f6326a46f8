// Newline-delimited JSON framing for the links between our processes. In: chunks. Out: parsed lines.

/** What the engine tells us: a whole table in one line. */
const MAX_LINE = 16 * 1024 * 1024;

/**
 * Splits a byte stream into JSON lines; `onLine` gets the parsed value, `onBroken` a reason (then close the socket).
 * A line longer than `maxLine` characters, finished or not, is broken, and nothing after it is read.
 */
export function createLineReader(
  onLine: (value: unknown) => void,
  onBroken: (reason: string) => void,
  maxLine = MAX_LINE,
): (chunk: string) => void {
  let rest = '';
  let isBroken = false;

  const breakOff = (reason: string): void => {
    isBroken = true;
    rest = '';
    onBroken(reason);
  };

  const take = (line: string): void => {
    if (line.length > maxLine) {
      breakOff(`line longer than ${maxLine} characters`);
      return;
    }
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      breakOff('line is not JSON');
      return;
    }
    onLine(value);
  };

  return (chunk) => {
    if (isBroken) return;
    rest += chunk;
    for (let end = rest.indexOf('\n'); end >= 0 && !isBroken; end = rest.indexOf('\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      if (line.length > 0) take(line);
    }
    if (rest.length > maxLine) breakOff(`line longer than ${maxLine} characters`);
  };
}
