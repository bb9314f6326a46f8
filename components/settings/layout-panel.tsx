// The columns of the desk without a mouse: each line a step to either side, the lock, and back to the design.
'use client';
import { Button } from '#components/ui/button.tsx';
import {
  COLUMN_LINES,
  DESIGNED_LINES,
  LINE_STEP,
  moveLine,
  rangeOf,
} from '#components/ui/columns.ts';
import { Panel } from '#components/ui/panel.tsx';
import { choose, useChoices } from '#components/ui/use-choices.ts';
import { formatFixed } from '#lib/format/digits.ts';
import { ChoiceGroup } from './choice-group.tsx';

interface LineRowProps {
  readonly lines: readonly number[];
  readonly place: number;
  readonly name: string;
  readonly isLocked: boolean;
}

function LineRow({ lines, place, name, isLocked }: LineRowProps) {
  const at = lines[place] ?? 0;
  const { min, max } = rangeOf(lines, place);
  const step = (by: number) => choose({ columns: moveLine(lines, place, at + by) });
  return (
    <li className="flex items-center gap-2 px-2 py-1" data-testid="layout-line">
      <span className="min-w-0 flex-1 text-ink-soft">{name}</span>
      <Button
        aria-label={`${name}: line to the left`}
        disabled={isLocked || at <= min}
        onClick={() => step(-LINE_STEP)}
      >
        ←
      </Button>
      <span className="num w-[6ch] text-right">{formatFixed(at / 100, 1)}%</span>
      <Button
        aria-label={`${name}: line to the right`}
        disabled={isLocked || at >= max}
        onClick={() => step(LINE_STEP)}
      >
        →
      </Button>
    </li>
  );
}

export function LayoutPanel() {
  const { columns, layout } = useChoices();
  const lines = columns ?? DESIGNED_LINES;
  return (
    <Panel
      id="layout"
      title="Layout of the desk"
      aside={
        <Button
          intent="quiet"
          data-testid="layout-reset"
          disabled={columns === null}
          onClick={() => choose({ columns: null })}
        >
          As designed
        </Button>
      }
    >
      <ChoiceGroup
        legend="Columns"
        about="Movable: drag the lines between the panels of the desk, or focus one and press Left and Right; a double click puts it back. For screens of 1200 px and more."
        value={layout}
        options={[
          { value: 'free', name: 'Movable' },
          { value: 'locked', name: 'Locked' },
        ]}
        onChoose={(next) => choose({ layout: next })}
      />
      <ul
        aria-label="Lines between the columns, from the left of the desk"
        className="py-1 text-xs"
      >
        {COLUMN_LINES.map((line, place) => (
          <LineRow
            key={line.id}
            lines={lines}
            place={place}
            name={line.name}
            isLocked={layout === 'locked'}
          />
        ))}
      </ul>
    </Panel>
  );
}
