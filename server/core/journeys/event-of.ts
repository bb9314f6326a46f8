// The event type of one journey: the body of that kind with its number and time.
import type { CoreEvent } from '../event.ts';

/** The core event whose kind is `Kind`. */
export type EventOf<Kind extends CoreEvent['kind']> = Extract<CoreEvent, { readonly kind: Kind }>;
