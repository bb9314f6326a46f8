// Brier of every voice against the mid of the same quotes, by time to close. In: the reply. Out: a table with intervals.
import { BY_KEYBOARD } from '#components/ui/by-keyboard.ts';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import {
  type BucketScores,
  type ModelScoresReply,
  SPEAKERS,
  type SpeakerScore,
} from '#lib/wire/models-http.ts';
import {
  brierText,
  bucketText,
  closesText,
  differenceText,
  type ScoreVerdict,
  scoreVerdict,
  VERDICT_WORD,
  VOICE_NAMES,
} from './scores-view.ts';

export interface ScoresTableProps {
  readonly reply: ModelScoresReply;
}

const COLUMNS: readonly Column[] = [
  { key: 'bucket', name: 'Time to close', look: 'text-left w-[104px]' },
  { key: 'mid', name: VOICE_NAMES.mid, look: 'w-[82px]' },
  ...SPEAKERS.map((speaker) => ({ key: speaker, name: VOICE_NAMES[speaker] })),
];

const TONE: Readonly<Record<ScoreVerdict, string>> = {
  better: 'text-gain',
  worse: 'text-loss',
  open: 'text-ink-soft',
  few: 'text-ink-faint italic',
  none: 'text-ink-faint italic',
};

function Cell({ score, all }: { score: SpeakerScore; all: number }) {
  const verdict = scoreVerdict(score);
  if (verdict === 'none')
    return (
      <td className="py-0.5 text-2xs text-ink-faint italic whitespace-normal">
        {all === 0 ? '–' : 'not stored or silent'}
      </td>
    );
  return (
    <td data-testid="voice-score" data-verdict={verdict} className="py-0.5 text-2xs leading-[14px]">
      <span className="num block text-xs text-ink">{brierText(score.brier)}</span>
      <span className="num block">{differenceText(score.difference)}</span>
      <span className={`block ${TONE[verdict]}`}>{VERDICT_WORD[verdict]}</span>
      {score.closes !== all && (
        <span className="block text-ink-faint">of {closesText(score.closes)}</span>
      )}
    </td>
  );
}

function Line({ bucket }: { bucket: BucketScores }) {
  const { bucketSeconds, closes, midBrier, speakers } = bucket;
  return (
    <tr data-testid="bucket-scores" data-bucket={bucketSeconds ?? 'all'} className="align-top">
      <th scope="row" className="py-0.5 text-left text-xs font-normal">
        {bucketText(bucketSeconds)}
        <span className="block text-2xs text-ink-faint">{closesText(closes)}</span>
      </th>
      <td className="num py-0.5 text-xs text-ink">{brierText(midBrier)}</td>
      {speakers.map((score) => (
        <Cell key={score.speaker} score={score} all={closes} />
      ))}
    </tr>
  );
}

export function ScoresTable({ reply }: ScoresTableProps) {
  return (
    <div {...BY_KEYBOARD} className="overflow-x-auto">
      <div className="min-w-[900px]">
        <DataTable
          caption="Brier score by voice and time to close, and its difference to the market's mid"
          columns={COLUMNS}
        >
          <tbody>
            {reply.buckets.map((bucket) => (
              <Line key={bucket.bucketSeconds} bucket={bucket} />
            ))}
          </tbody>
        </DataTable>
      </div>
    </div>
  );
}
