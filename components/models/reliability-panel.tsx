// What came true of what one voice said: diagram and table. In: the reply, voice, bucket. Out: a panel with its choices.
'use client';
import { type Column, DataTable } from '#components/ui/data-table.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { BUCKET_SECONDS } from '#lib/domain/settled-quote.ts';
import { formatPercent } from '#lib/format/ratio.ts';
import type { ModelScoresReply, ReliabilityBin } from '#lib/wire/models-http.ts';
import { ChoiceRow } from './choice-row.tsx';
import { chooseModels, type ModelsChoice, VOICES, voiceName } from './choose.ts';
import { ReliabilityChart } from './reliability-chart.tsx';
import { bucketText } from './scores-view.ts';

export interface ReliabilityPanelProps {
  readonly reply: ModelScoresReply;
  readonly choice: ModelsChoice;
}

const COLUMNS: readonly Column[] = [
  { key: 'bin', name: 'Said, %', look: 'w-[64px] text-left' },
  { key: 'mean', name: 'Mean', look: 'w-[52px]' },
  { key: 'came', name: 'Came true', look: 'w-[66px]' },
  { key: 'interval', name: '95% interval', look: '' },
  { key: 'closes', name: 'Closes', look: 'w-[52px]' },
];

const VOICE_CHOICES = VOICES.map((value) => ({ value, name: voiceName(value) }));
const BUCKET_CHOICES = [
  { value: 'all', name: 'All' },
  ...BUCKET_SECONDS.map((seconds) => ({
    value: String(seconds),
    name: bucketText(seconds).replace(' to close', ''),
  })),
];

/** True where the mean of what was said lies outside the interval of what came. */
function isOff({ said, low, high }: ReliabilityBin): boolean {
  return said < low || said > high;
}

function Line({ bin }: { bin: ReliabilityBin }) {
  const { from, to, said, came, low, high, closes } = bin;
  return (
    <tr data-testid="reliability-bin" data-off={isOff(bin)}>
      <th scope="row" className="num text-left text-xs font-normal">
        {from * 100} – {to * 100}
      </th>
      <td className="num text-xs text-ink-soft">{formatPercent(said)}</td>
      <td className="num text-xs">{formatPercent(came)}</td>
      <td className="num text-2xs text-ink-soft">
        {isOff(bin) && <strong className="text-severity-warning">OFF </strong>}
        {formatPercent(low, 0)} … {formatPercent(high, 0)}
      </td>
      <td className="num text-xs text-ink-soft">{closes}</td>
    </tr>
  );
}

export function ReliabilityPanel({ reply, choice }: ReliabilityPanelProps) {
  const { voice, bucket } = choice;
  const bins =
    reply.curves.find((each) => each.speaker === voice && each.bucketSeconds === bucket)?.bins ??
    [];
  const said = `${voiceName(voice)}, ${bucketText(bucket)}`;
  return (
    <Panel
      id="reliability"
      title={`Reliability: ${said}`}
      scroll={false}
      className="border border-line"
    >
      <div className="flex flex-col gap-1.5 p-2">
        <ChoiceRow
          legend="Voice"
          choices={VOICE_CHOICES}
          chosen={voice}
          onChoose={(value) => chooseModels('voice', value)}
        />
        <ChoiceRow
          legend="Time to close"
          choices={BUCKET_CHOICES}
          chosen={bucket === null ? 'all' : String(bucket)}
          onChoose={(value) => chooseModels('bucket', value)}
        />
      </div>
      {bins.length === 0 ? (
        <p data-testid="reliability-empty" className="p-3 text-xs text-ink-faint">
          Nothing that this voice said has settled in this span.
        </p>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-2 px-2 pb-2 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <ReliabilityChart bins={bins} />
          <DataTable caption={`What came true of what was said: ${said}`} columns={COLUMNS}>
            <tbody>
              {bins.map((bin) => (
                <Line key={bin.from} bin={bin} />
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
      <p className="px-2 pb-2 text-2xs text-ink-faint">
        Numbers beside the points are closes: markets that close together are one outcome. The
        intervals are Wilson’s, one bin at a time: of ten bins, one may lie off by chance now and
        then.
      </p>
    </Panel>
  );
}
