// A replay's figures as lines a person reads. In: the report and how long it took. Out: text.
import type { ReplayReport } from '#server/replay/run-replay.ts';

function list(counts: Readonly<Record<string, number>>, most: number): string {
  const entries = Object.entries(counts);
  const shown = entries.slice(0, most).map(([name, count]) => `${name} ${count}`);
  const more = entries.length > most ? `, ${entries.length - most} more` : '';
  return shown.length === 0 ? 'none' : `${shown.join(', ')}${more}`;
}

function time(us: number | null): string {
  return us === null ? 'never' : new Date(us / 1000).toISOString();
}

function percent(share: unknown): string {
  return typeof share === 'number' ? `${(share * 100).toFixed(2)} %` : 'not known';
}

function bookLines(audit: ReplayReport['audit']): string[] {
  if (audit['booksClean'] === undefined)
    return Object.entries(audit).map(([name, value]) => `${name.padEnd(22)}${value}`);
  return [
    `books        ${audit['booksClean']} clean, ${audit['booksFlagged']} flagged by the recording, ${audit['changes']} changes in ${audit['connections']} connections`,
    `faults       clean: ${audit['negativeLevelsInClean']} negative levels, ${audit['sequenceGapsInClean']} gaps · flagged: ${audit['negativeLevelsInFlagged']} negative levels, ${audit['sequenceGapsInFlagged']} gaps (book dropped at each) · crossed over a second: ${audit['crossedTooLong']}`,
    `agreement    ${percent(audit['agreement'])} of ${audit['quotesCompared']} ticker rows equal the rebuilt best bid and ask at their exchange time (${percent(audit['agreementAtReceipt'])} at receipt: the row travels slower than the changes)`,
    `not judged   ${audit['quotesBesideNoLiveBook']} ticker rows beside no live book; ${audit['snapshotsWithoutChanges']} snapshots whose changes were not kept, ${audit['rowsOutOfPlace']} rows out of place, ${audit['unreadableRows']} unreadable, ${audit['tornFiles']} files cut off`,
  ];
}

/** The report, line by line; the hash is last. */
export function reportLines(report: ReplayReport, seconds: number): string[] {
  const { verdicts } = report;
  return [
    `recording    ${report.recording}`,
    `span         ${time(report.firstUs)} … ${time(report.lastUs)}, ${report.recorded} recorded events`,
    `events       ${report.events} in ${seconds.toFixed(1)} s (${Math.round(report.events / seconds)} a second)`,
    `             ${list(report.eventsByKind, 12)}`,
    ...bookLines(report.audit),
    `resyncs      ${report.resyncs} asked for; a recording cannot answer them`,
    `decisions    ${report.decisions}: enter ${verdicts.enter}, hold ${verdicts.hold}, exit ${verdicts.exit}, flat ${verdicts.flat}; ${report.priced} with a price of our own`,
    `but for      ${report.enteredButForFeeds} would have entered but for feeds the recording lacks; ${report.enteredButForFeedsAndCertainty} in ${report.enteredButForFeedsMarkets} markets if its certainty were not held down by them either`,
    `against      ${list(report.failingChecks, 8)}`,
    `orders       ${report.ordersHeldBack} minted; none ever leaves a replay`,
    `hash         ${report.chain.hash === '' ? 'no decision was made' : report.chain.hash} over ${report.chain.count} decisions`,
  ];
}
