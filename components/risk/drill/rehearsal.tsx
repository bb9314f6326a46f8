// A rehearsal of the kill from the page: the button, how far it is with its stop, what came of it, or why none may begin.
'use client';
import { useCallback, useState } from 'react';
import { TickText } from '#components/live/tick-text.tsx';
import { Button } from '#components/ui/button.tsx';
import { formatAge } from '#lib/format/duration.ts';
import type { DrillRun } from '#lib/wire/drill-http.ts';
import { DrillDialog } from './drill-dialog.tsx';
import { endText, endWord, levelText, progressText } from './drill-view.ts';
import { type Drill, useDrill } from './use-drill.ts';

function Elapsed({ since }: { since: number }) {
  const print = useCallback((nowMs: number) => formatAge(Math.max(0, nowMs - since)), [since]);
  return <TickText print={print} className="num text-ink" testId="drill-elapsed" />;
}

function Running({ run, stop }: { run: DrillRun; stop: Drill['stop'] }) {
  const isEnding = stop.isPending || (stop.isSuccess && stop.variables === run.begunAt);
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <div className="min-w-0 flex-1">
        <p className="text-severity-warning">
          <strong>Rehearsing {levelText(run.level)}</strong> for <Elapsed since={run.begunAt} />
        </p>
        <p role="status" className="text-2xs text-ink-soft">
          {isEnding ? 'Stopping: it takes its orders back first. ' : ''}
          {progressText(run)}; {run.text}.
        </p>
        {stop.error !== null && (
          <p role="alert" className="text-2xs text-severity-warning">
            Not stopped: {stop.error.message}
          </p>
        )}
      </div>
      <Button
        isPending={isEnding}
        onClick={() => stop.mutate(run.begunAt)}
        data-testid="drill-stop"
      >
        {isEnding ? 'Stopping' : 'Stop it'}
      </Button>
    </div>
  );
}

function Ended({ run }: { run: DrillRun }) {
  const tone = run.state === 'failed' ? 'text-severity-critical' : 'text-ink';
  return (
    <div role="status" className="min-w-0 text-2xs break-words text-ink-soft">
      <p>
        Rehearsal from this page: <strong className={tone}>{endWord(run)}</strong>, {endText(run)}.
      </p>
      <p>{run.text}.</p>
    </div>
  );
}

function Idle({ refusal, onOpen }: { refusal: string | null; onOpen: () => void }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <p className="min-w-0 flex-1 basis-40 text-ink-soft">
        {refusal === null
          ? 'Measures the levels here and now, beside what runs.'
          : `No rehearsal now: ${refusal}.`}
      </p>
      <Button disabled={refusal !== null} onClick={onOpen} data-testid="drill-open">
        Rehearse a kill…
      </Button>
    </div>
  );
}

function Unknown({ query }: { query: Drill['query'] }) {
  return (
    <p role="alert" className="flex flex-wrap items-center gap-3 text-severity-warning">
      How a rehearsal stands is not known: {query.error?.message}
      <Button onClick={() => void query.refetch()}>Try again</Button>
    </p>
  );
}

export function Rehearsal() {
  const { query, begin, stop } = useDrill();
  const [isOpen, setOpen] = useState(false);
  const reply = query.data;
  const run = reply?.run ?? null;
  const isRunning = run?.state === 'running';
  return (
    <div
      data-testid="rehearsal"
      data-state={query.isError || reply === undefined ? 'unknown' : (run?.state ?? 'none')}
      className="grid gap-1 border-b border-line/55 px-2 py-1.5 text-xs"
    >
      {query.isPending && <p className="text-ink-faint">Asking whether a rehearsal runs…</p>}
      {query.isError && <Unknown query={query} />}
      {!query.isError && reply !== undefined && (
        <>
          {isRunning ? (
            <Running run={run} stop={stop} />
          ) : (
            <Idle refusal={reply.refusal} onOpen={() => setOpen(true)} />
          )}
          {run !== null && !isRunning && <Ended run={run} />}
        </>
      )}
      {isOpen && (
        <DrillDialog
          begin={begin}
          blocked={isRunning ? 'a rehearsal is under way: one at a time' : (reply?.refusal ?? null)}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
