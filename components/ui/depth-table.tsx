// A two-sided book, asks above, bids below, the spread between. In: printed levels, best first. Out: one real table.
import { DepthRow } from './depth-row.tsx';

export interface DepthLevel {
  readonly price: string;
  readonly size: string;
  readonly total: string;
  readonly share: number;
  readonly mine?: string | undefined;
}

export interface DepthTableProps {
  readonly caption: string;
  readonly priceHead: string;
  readonly sizeHead: string;
  readonly bids: readonly DepthLevel[];
  readonly asks: readonly DepthLevel[];
  readonly spread: string;
  /** Adds the column for our own size. */
  readonly hasMine?: boolean;
  /** Rows on each side: missing levels stay empty, so that nothing moves. */
  readonly depth: number;
}

function padded(levels: readonly DepthLevel[], depth: number): readonly (DepthLevel | null)[] {
  return Array.from({ length: depth }, (_, index) => levels[index] ?? null);
}

interface SideProps {
  readonly side: 'bid' | 'ask';
  readonly levels: readonly (DepthLevel | null)[];
  readonly hasMine: boolean;
}

function Side({ side, levels, hasMine }: SideProps) {
  return levels.map((level, index) => {
    const key = `${side}-${index}`;
    if (level === null)
      return (
        <tr key={key}>
          <td colSpan={hasMine ? 4 : 3} />
        </tr>
      );
    return <DepthRow key={key} side={side} hasMine={hasMine} {...level} />;
  });
}

export function DepthTable(props: DepthTableProps) {
  const { caption, priceHead, sizeHead, bids, asks, spread, depth, hasMine = false } = props;
  const columns = hasMine ? 4 : 3;
  return (
    <table className="data-table depth-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {hasMine && (
            <th scope="col" className="text-left">
              Ours
            </th>
          )}
          <th scope="col">Total</th>
          <th scope="col">{sizeHead}</th>
          <th scope="col">{priceHead}</th>
        </tr>
      </thead>
      <tbody>
        <Side side="ask" hasMine={hasMine} levels={padded(asks, depth).toReversed()} />
        <tr className="bg-raised">
          <td colSpan={columns} className="num text-2xs text-ink-soft">
            {spread}
          </td>
        </tr>
        <Side side="bid" hasMine={hasMine} levels={padded(bids, depth)} />
      </tbody>
    </table>
  );
}
