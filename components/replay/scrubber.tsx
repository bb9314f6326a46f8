// Moves through the past: decision, second, minute, by button or key, or to a time that is typed. In: wish, neighbours. Out: new wishes.
'use client';
import { useEffect, useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { NearDecisionsReply } from '#lib/wire/decisions-http.ts';
import type { MomentMarket, MomentWish } from '#lib/wire/moment-http.ts';
import { fieldInstant, fieldText, steppedFrom } from './moment-wish.ts';

export interface ScrubberProps {
  readonly wish: MomentWish;
  /** Undefined while they are looked up. */
  readonly near: Pick<NearDecisionsReply, 'previous' | 'next'> | undefined;
  readonly markets: readonly MomentMarket[];
  readonly onWish: (wish: MomentWish) => void;
}

interface Move {
  readonly name: string;
  readonly key: string;
  readonly keyName: string;
  readonly to: MomentWish | null;
}

const FIELD =
  'h-6 min-w-0 rounded-sm border border-line-strong bg-sunken px-1 text-xs text-ink pointer-coarse:h-11';

function movesOf({ wish, near }: ScrubberProps): readonly Move[] {
  const time = (step: 'second' | 'minute', direction: -1 | 1): MomentWish => ({
    ...wish,
    ...{ at: steppedFrom(wish.at, step, direction), event: null },
  });
  const decision = (side: 'previous' | 'next'): MomentWish | null => {
    const found = near?.[side] ?? null;
    return found === null ? null : { ...wish, at: found.at, event: found.eventSeq };
  };
  return [
    { name: '− minute', key: 'PageUp', keyName: 'Page up', to: time('minute', -1) },
    { name: '− second', key: 'ArrowLeft', keyName: '←', to: time('second', -1) },
    { name: 'Previous decision', key: '[', keyName: '[', to: decision('previous') },
    { name: 'Next decision', key: ']', keyName: ']', to: decision('next') },
    { name: '+ second', key: 'ArrowRight', keyName: '→', to: time('second', 1) },
    { name: '+ minute', key: 'PageDown', keyName: 'Page down', to: time('minute', 1) },
  ];
}

/** Keys belong to a field or an open dialog while one has the focus. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  const { target } = event;
  return (
    target instanceof Element &&
    target.closest('input, select, textarea, [role="dialog"], [role="alertdialog"]') !== null
  );
}

function useKeys(moves: readonly Move[], onWish: ScrubberProps['onWish']): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTaken(event)) return;
      const move = moves.find(({ key }) => key === event.key);
      if (move === undefined || move.to === null) return;
      event.preventDefault();
      onWish(move.to);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [moves, onWish]);
}

export function Scrubber(props: ScrubberProps) {
  const { wish, markets, onWish } = props;
  const moves = movesOf(props);
  const ids = { at: useId(), market: useId() };
  useKeys(moves, onWish);
  const isListed = markets.some(({ ticker }) => ticker === wish.ticker);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border border-line bg-surface p-2 text-xs">
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">Move through the past</legend>
        {moves.map(({ name, keyName, to }) => (
          <Button
            key={name}
            disabled={to === null}
            title={`Key: ${keyName}`}
            onClick={() => to !== null && onWish(to)}
          >
            {name}
            <kbd className="text-2xs text-ink-faint max-md:hidden">{keyName}</kbd>
          </Button>
        ))}
      </fieldset>
      <form
        key={wish.at}
        className="flex items-center gap-1.5"
        onSubmit={(event) => {
          event.preventDefault();
          const text = new FormData(event.currentTarget).get('at');
          const at = typeof text === 'string' ? fieldInstant(text) : null;
          if (at !== null) onWish({ ...wish, at, event: null });
        }}
      >
        <label htmlFor={ids.at} className="text-ink-faint">
          Moment (UTC)
        </label>
        <input
          id={ids.at}
          name="at"
          type="datetime-local"
          step={1}
          defaultValue={fieldText(wish.at)}
          className={FIELD}
        />
        <Button type="submit">Go there</Button>
      </form>
      <span className="flex min-w-0 items-center gap-1.5">
        <label htmlFor={ids.market} className="text-ink-faint">
          Market
        </label>
        <select
          id={ids.market}
          value={wish.ticker}
          onChange={(event) => onWish({ ...wish, ticker: event.target.value })}
          className={`${FIELD} max-w-56`}
        >
          {!isListed && <option value={wish.ticker}>{wish.ticker}</option>}
          {markets.map(({ ticker, title }) => (
            <option key={ticker} value={ticker}>
              {title} ({ticker})
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}
