// Port: things an operator must see, hear and acknowledge.
import type { Severity } from '#lib/domain/severity.ts';

export interface Alarm {
  raise(severity: Severity, code: string, text: string): void;
}
