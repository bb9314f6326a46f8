// One model version: why it has the share it has, what it is shown, its manifest, its card. In: a line. Out: a panel.
'use client';
import { Panel } from '#components/ui/panel.tsx';
import { CardText } from './card-text.tsx';
import { InputsTable } from './inputs-table.tsx';
import { ManifestList } from './manifest-list.tsx';
import { kindText, type ModelLine } from './models-view.ts';

export interface ModelDetailProps {
  readonly line: ModelLine;
}

const HEAD = 'border-y border-line bg-raised px-2 text-2xs text-ink-soft';

function switchText({ id, row, papers }: ModelLine): string {
  const start =
    'A model cannot be switched off or on from this page: the engine has no such command yet.';
  const own = (row?.origin ?? papers?.origin) === 'added';
  const remove = own
    ? ` npx voltage model remove ${id} takes it away from the next start.`
    : ' A shipped model can only be left out by the engine itself: after three bad answers in a row, until the next start.';
  return `${start}${remove} To stop acting on all of them at once, pause or kill.`;
}

export function ModelDetail({ line }: ModelDetailProps) {
  const { id, word, why, papers } = line;
  const card = papers?.card ?? null;
  return (
    <Panel
      id="model-detail"
      title={
        <>
          {id} <span className="font-normal text-ink-faint">{kindText(line)}</span>
        </>
      }
      scroll={false}
      className="border border-line"
    >
      <p data-testid="model-why" className="px-2 py-1.5 text-xs text-ink">
        <strong>{word}</strong>: {why}
      </p>
      <p className="px-2 pb-1.5 text-2xs text-ink-faint">{switchText(line)}</p>
      <h3 className={HEAD}>What it is shown, against its training</h3>
      <InputsTable line={line} />
      <h3 className={HEAD}>Manifest</h3>
      <ManifestList line={line} />
      <h3 className={HEAD}>Card (model-card.md, as it lies beside the file)</h3>
      {card === null ? (
        <p className="p-2 text-xs text-ink-faint">This model came without a card.</p>
      ) : (
        <CardText card={card} />
      )}
    </Panel>
  );
}
