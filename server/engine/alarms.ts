// Every alarm of one engine: shown on the screens, written to the log and, where the core did not raise it, told to the core.
import type { Severity } from '#lib/domain/severity.ts';
import type { AlarmRow } from '#lib/wire/status-rows.ts';
import type { Log } from '#server/config/json-log.ts';
import type { EventBody } from '#server/core/event.ts';
import type { Clock } from '#server/ports/clock.ts';

export type RaiseAlarm = (severity: Severity, code: string, text: string) => void;

export interface Alarms {
  /** One the core raised: it knows of it. */
  readonly ofCore: RaiseAlarm;
  /** What no step of the core raised: it hears of it, so that its incidents are all of them. */
  readonly own: RaiseAlarm;
  /** One row that stands while the limits file is broken and is taken back by the same id with null. */
  readonly limitsFault: (reason: string | null) => void;
}

export interface AlarmsOptions {
  readonly boot: string;
  readonly clock: Pick<Clock, 'wall'>;
  readonly log: Pick<Log, 'info' | 'error'>;
  readonly show: (row: AlarmRow) => void;
  readonly push: (body: EventBody) => void;
}

/** Ids count up within the boot, so that each but the limits file's is a row of its own. */
export function createAlarms({ boot, clock, log, show, push }: AlarmsOptions): Alarms {
  let count = 0;

  const raise = (name: string, severity: Severity, code: string, text: string): void => {
    show({ id: `${boot}-${name}`, at: clock.wall(), severity, code, text });
    log[severity === 'critical' ? 'error' : 'info']({ code }, text);
  };
  const ofCore: RaiseAlarm = (severity, code, text) => {
    count += 1;
    raise(String(count), severity, code, text);
  };

  return {
    ofCore,
    own(severity, code, text) {
      ofCore(severity, code, text);
      push({ kind: 'noticed', severity, code, text });
    },
    limitsFault(reason) {
      const code = 'limits-file';
      const severity = reason === null ? 'info' : 'critical';
      const text =
        reason === null
          ? 'the limits file can be read again'
          : `the limits file cannot be read, the limits in force stay, and no engine starts with it: ${reason}`;
      raise(code, severity, code, text);
      push({ kind: 'noticed', severity, code, text });
    },
  };
}
