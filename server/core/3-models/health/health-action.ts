// The table that turns what the monitors read into what is done. In: readings. Out: rows with level, words and action.
// Source: models §C6, row by row; answers: fault F104; e-processes: models §D4.4.
import type { SignalHealthRow } from '#lib/domain/signal-health.ts';
import { assertNever } from '#lib/never.ts';
import type { Judged } from './health-words.ts';
import { adwinRow, answersRow, inputRow, psiRow } from './judge-models.ts';
import {
  calibrationRow,
  coverageRow,
  cusumRow,
  midBeatsRow,
  modelBeatsRow,
  pitRow,
} from './judge-outcomes.ts';
import type { MonitorReading } from './monitor-reading.ts';

function judge(reading: MonitorReading): Judged {
  switch (reading.monitor) {
    case 'psi':
      return psiRow(reading);
    case 'adwin':
      return adwinRow(reading);
    case 'calibration':
      return calibrationRow(reading);
    case 'cusum':
      return cusumRow(reading);
    case 'coverage':
      return coverageRow(reading);
    case 'pit':
      return pitRow(reading);
    case 'mid-beats-model':
      return midBeatsRow(reading);
    case 'model-beats-mid':
      return modelBeatsRow(reading);
    case 'input':
      return inputRow(reading);
    case 'answers':
      return answersRow(reading);
    default:
      return assertNever(reading);
  }
}

/** One row per reading, in the same order. */
export function healthActions(readings: readonly MonitorReading[]): readonly SignalHealthRow[] {
  return readings.map((reading) => ({
    monitor: reading.monitor,
    subject: reading.subject,
    ...judge(reading),
  }));
}
