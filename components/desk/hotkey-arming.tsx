// The switch of the trading hotkeys, with the time they stay armed. Amber while armed; a word beside the colour.
'use client';
import { useEffect, useState } from 'react';
import { arming, useIsArmed } from '#components/live/use-arming.ts';
import { Button } from '#components/ui/button.tsx';
import { formatCountdown } from '#lib/format/duration.ts';

const LOOK_MS = 500;

function Countdown() {
  const [leftMs, setLeftMs] = useState(() => arming.leftMs());
  useEffect(() => {
    const id = setInterval(() => setLeftMs(arming.leftMs()), LOOK_MS);
    return () => clearInterval(id);
  }, []);
  return <span className="num">{leftMs === null ? '' : formatCountdown(leftMs)}</span>;
}

export function HotkeyArming() {
  const isArmed = useIsArmed();
  return (
    <Button
      intent="quiet"
      data-testid="arm-hotkeys"
      data-armed={isArmed}
      aria-pressed={isArmed}
      title="Hotkeys that trade; arming trading is another button. On for two minutes after their last use, until this window loses the focus or is reloaded"
      className={`w-[112px] max-md:hidden ${isArmed ? 'border-severity-warning! text-severity-warning!' : ''}`}
      onClick={() => (isArmed ? arming.disarm() : arming.arm())}
    >
      {isArmed ? (
        <>
          Hotkeys on <Countdown />
        </>
      ) : (
        'Hotkeys off'
      )}
    </Button>
  );
}
