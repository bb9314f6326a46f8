// Book levels as printed rows with running totals. In: levels best first. Out: text and the share of the deepest total.
export interface PrintedLevel {
  readonly price: string;
  readonly size: string;
  readonly total: string;
  /** Running total of this level over the larger side's total, 0…1. */
  readonly share: number;
}

interface Level {
  readonly price: number;
  readonly size: number;
}

export interface DepthPrinters {
  readonly price: (price: number) => string;
  readonly size: (size: number) => string;
}

function sum(levels: readonly Level[]): number {
  return levels.reduce((total, level) => total + level.size, 0);
}

function printSide(
  levels: readonly Level[],
  deepest: number,
  print: DepthPrinters,
): readonly PrintedLevel[] {
  let total = 0;
  return levels.map((level) => {
    total += level.size;
    return {
      price: print.price(level.price),
      size: print.size(level.size),
      total: print.size(total),
      share: deepest > 0 ? total / deepest : 0,
    };
  });
}

/** Both sides cut to `depth` levels and drawn on one scale, so that the bars compare across sides. */
export function printDepth(
  book: { readonly bids: readonly Level[]; readonly asks: readonly Level[] },
  depth: number,
  print: DepthPrinters,
): { readonly bids: readonly PrintedLevel[]; readonly asks: readonly PrintedLevel[] } {
  const bids = book.bids.slice(0, depth);
  const asks = book.asks.slice(0, depth);
  const deepest = Math.max(sum(bids), sum(asks));
  return { bids: printSide(bids, deepest, print), asks: printSide(asks, deepest, print) };
}
