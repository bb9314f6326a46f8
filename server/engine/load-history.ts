// Asks once for the minutes before the start. In: the port. Out: a history event, or a word that there is none.
import type { MinuteBar } from '#lib/domain/minute-row.ts';
import type { MinuteHistory } from '#server/ports/minute-history.ts';

export interface HistoryTools {
  readonly history: MinuteHistory;
  readonly isStopping: () => boolean;
  readonly onBars: (bars: readonly MinuteBar[]) => void;
  readonly onFailure: (reason: string) => void;
}

/** Trading goes on meanwhile and without: the slow members of the forecast speak later, that is all. */
export async function loadHistory(tools: HistoryTools): Promise<void> {
  const asked = await tools.history.recent().catch((error: unknown) => String(error));
  if (tools.isStopping()) return;
  if (typeof asked === 'string') tools.onFailure(asked);
  else if (!asked.ok) tools.onFailure(asked.error);
  else if (asked.value.length === 0) tools.onFailure('no closed minute');
  else tools.onBars(asked.value);
}
