// Scores on settled markets: span, where they come from, Brier table and reliability. In: choice, engine start. Out: panels.
'use client';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { formatClock } from '#lib/format/duration.ts';
import type { ModelScoresReply } from '#lib/wire/models-http.ts';
import { ChoiceRow } from './choice-row.tsx';
import { chooseModels, type ModelsChoice } from './choose.ts';
import { ReliabilityPanel } from './reliability-panel.tsx';
import { ScoresTable } from './scores-table.tsx';
import { closesText, SPAN_NAMES, SPANS } from './scores-view.ts';
import { useModelScores } from './use-models.ts';

export interface ScoresPanelsProps {
  readonly choice: ModelsChoice;
  /** Unix ms; null before it is known. */
  readonly startedAt: number | null;
}

const SPAN_CHOICES = SPANS.map((value) => ({ value, name: SPAN_NAMES[value] }));

const WHERE: Readonly<Record<ModelScoresReply['environment'], string>> = {
  simulated: 'the simulated market: it proves nothing about the real one',
  demo: 'the demo market: it proves nothing about the real one',
  recorded: 'the real market',
};

function minuteOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
}

function Source({ reply }: { reply: ModelScoresReply }) {
  const { closes, quotes, firstCloseAt, lastCloseAt, environment, isCut, limit } = reply;
  const span =
    firstCloseAt === null || lastCloseAt === null
      ? 'no close yet'
      : `closes from ${minuteOf(firstCloseAt)} to ${minuteOf(lastCloseAt)} UTC`;
  return (
    <p data-testid="scores-source" className="px-2 pb-1 text-2xs text-ink-soft">
      Historical, from the store: {closesText(closes)}, {quotes} quotes of {WHERE[environment]};{' '}
      {span}. Read at <span className="num">{formatClock(reply.readAt)}</span> UTC.
      {isCut && (
        <strong className="text-severity-warning">
          {' '}
          More are stored: the newest {limit} quotes of each bucket are counted.
        </strong>
      )}
    </p>
  );
}

function Notes({ reply }: { reply: ModelScoresReply }) {
  return (
    <p className="px-2 py-1.5 text-2xs text-ink-faint">
      Brier: mean squared distance to what settled, smaller is better; below it the difference to
      the mid of the same quotes with its 95% interval (Student’s t over closes, taken as
      independent), given from {reply.leastCloses} closes on. A quote is noted once a market passes
      each bucket, at most three strikes a close, only while both sides of the book are there and
      the model has any confidence. Thirty-five comparisons stand here: one or two may stand out by
      chance. Quotes stored by builds before this page do not name trees and sequence.
    </p>
  );
}

export function ScoresPanels({ choice, startedAt }: ScoresPanelsProps) {
  const { data, error, isFetching, refetch } = useModelScores(choice.span, startedAt);
  return (
    <>
      <Panel
        id="scores"
        title="Brier against the market’s mid, by time to close"
        scroll={false}
        className="border border-line"
      >
        <div className="flex flex-wrap items-center gap-2 p-2">
          <ChoiceRow
            legend="Span of time"
            choices={SPAN_CHOICES}
            chosen={choice.span}
            onChoose={(value) => chooseModels('span', value)}
          />
          {error !== null && (
            <p role="alert" data-testid="scores-problem" className="text-xs text-severity-warning">
              Scores cannot be read: {error.message}.
              {data !== undefined && ' What stands below was read before.'}{' '}
              <Button onClick={() => void refetch()}>Try again</Button>
            </p>
          )}
        </div>
        {data === undefined ? (
          <p className="p-3 text-xs text-ink-faint">
            {isFetching ? 'Reading scores…' : 'No scores were read.'}
          </p>
        ) : (
          <>
            <Source reply={data} />
            <ScoresTable reply={data} />
            <Notes reply={data} />
          </>
        )}
      </Panel>
      {data !== undefined && <ReliabilityPanel reply={data} choice={choice} />}
    </>
  );
}
