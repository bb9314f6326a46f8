// One level of a book: a bar for its share, price and size as text. In: printed text and a share 0…1. Out: a table row.
export interface DepthRowProps {
  readonly side: 'bid' | 'ask';
  readonly price: string;
  readonly size: string;
  readonly total: string;
  /** Cumulative size relative to the deepest level shown. */
  readonly share: number;
  /** A word on our own orders at this price, or nothing. */
  readonly mine?: string | undefined;
  readonly hasMine: boolean;
}

const BAR = { bid: 'bg-bid/18', ask: 'bg-ask/18' } as const;
const INK = { bid: 'text-bid', ask: 'text-ask' } as const;

export function DepthRow({ side, price, size, total, share, mine, hasMine }: DepthRowProps) {
  return (
    <tr className="num text-xs">
      {hasMine && <td className="text-left text-2xs text-accent">{mine}</td>}
      <td className="text-ink-faint">{total}</td>
      <td>{size}</td>
      <td className={`relative ${INK[side]}`}>
        <span
          aria-hidden="true"
          className={`absolute inset-x-0 inset-y-px origin-right ${BAR[side]}`}
          style={{ transform: `scaleX(${Math.min(1, share).toFixed(3)})` }}
        />
        <span className="relative">{price}</span>
      </td>
    </tr>
  );
}
