// Moves through the past: decision, second, minute, by button or key, or to a time that is typed. In: wish, neighbours. Out: new wishes.
'use client';
import { useId } from 'react';
import { ariaKeys, type HotkeyId, hotkeyOf } from '#components/live/hotkeys.ts';
import { useHotkey } from '#components/live/use-hotkey.ts';
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
  readonly key: HotkeyId;
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
    { name: '− minute', key: 'past-minute-back', to: time('minute', -1) },
    { name: '− second', key: 'past-second-back', to: time('second', -1) },
    { name: 'Previous decision', key: 'past-decision-back', to: decision('previous') },
    { name: 'Next decision', key: 'past-decision-on', to: decision('next') },
    { name: '+ second', key: 'past-second-on', to: time('second', 1) },
    { name: '+ minute', key: 'past-minute-on', to: time('minute', 1) },
  ];
}

/** One hotkey a move; a move that leads nowhere is not made. */
function useKeys(moves: readonly Move[], onWish: ScrubberProps['onWish']): void {
  const go = (id: HotkeyId): void => {
    const to = moves.find((move) => move.key === id)?.to ?? null;
    if (to !== null) onWish(to);
  };
  useHotkey('past-minute-back', () => go('past-minute-back'));
  useHotkey('past-second-back', () => go('past-second-back'));
  useHotkey('past-decision-back', () => go('past-decision-back'));
  useHotkey('past-decision-on', () => go('past-decision-on'));
  useHotkey('past-second-on', () => go('past-second-on'));
  useHotkey('past-minute-on', () => go('past-minute-on'));
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
        {moves.map(({ name, key, to }) => (
          <Button
            key={name}
            disabled={to === null}
            title={`Key: ${hotkeyOf(key).keys}`}
            aria-keyshortcuts={ariaKeys(key)}
            onClick={() => to !== null && onWish(to)}
          >
            {name}
            <kbd className="text-2xs text-ink-faint max-md:hidden">{hotkeyOf(key).keys}</kbd>
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
