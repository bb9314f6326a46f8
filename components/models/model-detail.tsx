// One model version: why it has the share it has, what it is shown, its manifest, its card. In: a line. Out: a panel.
'use client';
import { Panel } from '#components/ui/panel.tsx';
import { CardText } from './card-text.tsx';
import { InputsTable } from './inputs-table.tsx';
import { ManifestList } from './manifest-list.tsx';
import { kindText, type ModelLine } from './models-view.ts';
import { SwitchForm } from './switch-form.tsx';

export interface ModelDetailProps {
  readonly line: ModelLine;
}

const HEAD = 'border-y border-line bg-raised px-2 text-2xs text-ink-soft';

/** What there is to be said about models nobody can switch here; null for one that can be. */
function fixedText({ id, row, papers }: ModelLine): string | null {
  const own = (row?.origin ?? papers?.origin) === 'added';
  const remove = own ? ` npx voltage model remove ${id} takes it away from the next start.` : '';
  if (row?.standing === 'asked') return own ? remove.trim() : null;
  return `The engine does not ask it, so there is nothing to switch.${remove}`;
}

export function ModelDetail({ line }: ModelDetailProps) {
  const { id, word, why, papers } = line;
  const card = papers?.card ?? null;
  const fixed = fixedText(line);
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
      <SwitchForm key={id} line={line} />
      {fixed !== null && <p className="px-2 pb-1.5 text-2xs text-ink-faint">{fixed}</p>}
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
