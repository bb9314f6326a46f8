// Models: versions with cards, scores against the market, drift, and why each has its weight. In: the desk's monitors. Out: the page.
'use client';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { LOADING, Panel, READY } from '#components/ui/panel.tsx';
import { BlendPanel } from './blend-panel.tsx';
import { chooseModels, useModelsChoice } from './choose.ts';
import { ModelDetail } from './model-detail.tsx';
import { linesSummary, type ModelLine, modelLines } from './models-view.ts';
import { ScoresPanels } from './scores-panels.tsx';
import { useAnswering, useForecastShares, useModelPapers, useModelRows } from './use-models.ts';
import { VersionsTable } from './versions-table.tsx';

export interface ModelsPageProps {
  /** The list of drift monitors: the one of the desk. */
  readonly monitors: ReactNode;
}

const COLUMN = 'grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-2';

interface Answering {
  readonly forecastModel: string | null;
  readonly forecastFallback: string | null;
}

function Answers({ answering }: { answering: Answering | null }) {
  if (answering === null) return null;
  const { forecastModel, forecastFallback } = answering;
  return (
    <p data-testid="models-answering" className="px-2 py-1.5 text-xs text-ink">
      {forecastModel === null ? (
        <strong className="text-severity-warning">No forecast now.</strong>
      ) : (
        <>
          Answers now: <strong>{forecastModel}</strong>.
        </>
      )}
      {forecastFallback !== null && (
        <span className="text-severity-warning"> {forecastFallback}.</span>
      )}{' '}
      <span className="text-ink-faint">
        har-tod and other plain voices have no file: they are fitted numbers of signal.json.
      </span>
    </p>
  );
}

function PapersProblem({ text, onRead }: { text: string; onRead: () => void }) {
  return (
    <p
      role="alert"
      data-testid="papers-problem"
      className="flex flex-wrap items-center gap-3 px-2 py-1 text-xs text-severity-warning"
    >
      Cards and manifests cannot be read: {text}.<Button onClick={onRead}>Try again</Button>
    </p>
  );
}

function openLine(lines: readonly ModelLine[], wanted: string | null): ModelLine | undefined {
  return (
    lines.find(({ id }) => id === wanted) ??
    lines.find(({ state }) => state === 'counts') ??
    lines[0]
  );
}

export function ModelsPage({ monitors }: ModelsPageProps) {
  const choice = useModelsChoice();
  const rows = useModelRows();
  const forecasts = useForecastShares();
  const answering = useAnswering();
  const papers = useModelPapers(answering?.engineStartedAt ?? null);
  const known =
    forecasts === null || answering === null
      ? null
      : { forecasts, refused: answering.forecastRefused };
  const lines = rows === null ? [] : modelLines(rows, papers.data ?? [], known);
  const open = openLine(lines, choice.model);
  return (
    <main data-testid="models-page" className="grid grid-cols-[minmax(0,1fr)] gap-2 p-2">
      <h1 className="sr-only">Models</h1>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-2 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className={COLUMN}>
          <Panel
            id="versions"
            title="Versions"
            aside={<span className="text-ink-faint">{linesSummary(lines)}</span>}
            state={rows === null ? LOADING : READY}
            scroll={false}
            className="border border-line"
          >
            <Answers answering={answering} />
            {papers.isError && (
              <PapersProblem text={papers.error.message} onRead={() => void papers.refetch()} />
            )}
            <VersionsTable
              lines={lines}
              open={open?.id ?? null}
              onOpen={(id) => chooseModels('model', id)}
            />
          </Panel>
          <BlendPanel />
          <Panel
            id="monitors"
            title="Drift monitors, live since the engine started"
            className="max-h-[30rem] border border-line"
          >
            {monitors}
          </Panel>
        </div>
        <div className={COLUMN}>{open !== undefined && <ModelDetail line={open} />}</div>
      </div>
      <ScoresPanels choice={choice} startedAt={answering?.engineStartedAt ?? null} />
    </main>
  );
}
