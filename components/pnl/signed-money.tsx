// A gain or a loss: the sign says it, the colour says it again. In: 1e-6 $. Out: text.
import { formatSignedMoney, moneyDirection } from '#lib/format/money.ts';

export interface SignedMoneyProps {
  readonly micro: number | null;
}

const TONE = { gain: 'text-gain', loss: 'text-loss' } as const;

export function SignedMoney({ micro }: SignedMoneyProps) {
  const direction = moneyDirection(micro);
  return (
    <span className={direction === null ? undefined : TONE[direction]}>
      {formatSignedMoney(micro)}
    </span>
  );
}
