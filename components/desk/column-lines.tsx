// The lines between the desk's columns: dragged, or moved by Left and Right; a double click puts one back. None while locked.
'use client';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { isHotkey } from '#components/live/hotkeys.ts';
import {
  COLUMN_LINES,
  type ColumnLine,
  DESIGNED_LINES,
  LINE_STEP,
  moveLine,
  rangeOf,
} from '#components/ui/columns.ts';
import { choose, showColumns, useChoices } from '#components/ui/use-choices.ts';

interface LineProps {
  readonly line: ColumnLine;
  readonly place: number;
  readonly lines: readonly number[];
}

/** Where a pointer is over the grid, 1e-4 of its width. */
function shareAt(event: PointerEvent<HTMLElement>): number {
  const box = event.currentTarget.parentElement?.getBoundingClientRect();
  if (box === undefined || box.width === 0) return 0;
  return ((event.clientX - box.left) / box.width) * 10_000;
}

const percent = (at: number) => Math.round(at / 100);

function Line({ line, place, lines }: LineProps) {
  /** Where a drag has brought the lines; only drawn until it ends. */
  const dragged = useRef<readonly number[] | null>(null);
  const [isMoving, setMoving] = useState(false);
  const at = lines[place] ?? 0;
  const { min, max } = rangeOf(lines, place);
  const goTo = (to: number) => choose({ columns: moveLine(lines, place, to) });

  function begin(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current = lines;
    setMoving(true);
  }
  function drag(event: PointerEvent<HTMLElement>) {
    if (dragged.current === null) return;
    dragged.current = moveLine(lines, place, shareAt(event));
    showColumns(dragged.current);
  }
  function end(columns: readonly number[] | null) {
    if (dragged.current === null) return;
    // A press without a move changes nothing.
    if (columns !== null && columns !== lines) choose({ columns });
    else showColumns(null);
    dragged.current = null;
    setMoving(false);
  }
  function press(event: KeyboardEvent<HTMLElement>) {
    const { nativeEvent } = event;
    const by = isHotkey(nativeEvent, 'line-left')
      ? -LINE_STEP
      : isHotkey(nativeEvent, 'line-right')
        ? LINE_STEP
        : 0;
    if (by === 0) return;
    event.preventDefault();
    goTo(at + by);
  }

  return (
    // A focusable separator is the window splitter of ARIA.
    <hr
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={line.name}
      aria-valuenow={percent(at)}
      aria-valuemin={percent(min)}
      aria-valuemax={percent(max)}
      aria-valuetext={`${percent(at)}% of the width from the left`}
      data-testid="column-line"
      data-moving={isMoving ? '' : undefined}
      className={`desk-line border-0 ${line.id}`}
      onPointerDown={begin}
      onPointerMove={drag}
      onPointerUp={() => end(dragged.current)}
      onPointerCancel={() => end(null)}
      onDoubleClick={() => goTo(DESIGNED_LINES[place] ?? at)}
      onKeyDown={press}
    />
  );
}

export function ColumnLines() {
  const { columns, layout } = useChoices();
  if (layout === 'locked') return null;
  return COLUMN_LINES.map((line, place) => (
    <Line key={line.id} line={line} place={place} lines={columns ?? DESIGNED_LINES} />
  ));
}
