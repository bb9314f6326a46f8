// The first thing a schema found wrong, as one plain phrase. In: the error. Out: field and reason.
import type { z } from 'zod';

/** For example "training.loss is missing", "unknown field layout.colour", "golden.3.output Invalid input: …". */
export function problemText(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'it is not as it must be';
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return `unknown field ${[...path, issue.keys[0] ?? ''].join('.')}`;
  const isMissing = issue.message.endsWith('received undefined');
  return `${path.join('.')} ${isMissing ? 'is missing' : issue.message}`.trim();
}
