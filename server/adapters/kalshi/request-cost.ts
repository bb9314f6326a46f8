// What a request costs in tokens: the venue's table comes in, a price per method and path goes out.

export interface EndpointCost {
  readonly method: string;
  /** `/trade-api/v2/…` with `:name` for one segment and `*name` for the rest. */
  readonly path: string;
  readonly cost: number;
}

/** Prices a request by method and full path. */
export type CostTable = (method: string, path: string) => number;

/** Documented non-default prices (kalshi-api §1.4), used until the venue's own table has been read. */
const DOCUMENTED_COSTS: readonly EndpointCost[] = [
  { method: 'DELETE', path: '/trade-api/v2/portfolio/events/orders/:order_id', cost: 2 },
  { method: 'DELETE', path: '/trade-api/v2/portfolio/events/orders', cost: 2 },
  { method: 'GET', path: '/trade-api/v2/portfolio/orders/:order_id', cost: 2 },
];

function matches(pattern: string, path: string): boolean {
  const wanted = pattern.split('/');
  const given = path.split('/');
  for (const [index, segment] of wanted.entries()) {
    if (segment.startsWith('*')) return given.length > index;
    if (index >= given.length) return false;
    if (!segment.startsWith(':') && segment !== given[index]) return false;
  }
  return wanted.length === given.length;
}

/** The first matching row wins: the venue's rows, then the documented ones, then the default. */
export function costTable(rows: readonly EndpointCost[], defaultCost: number): CostTable {
  const all = [...rows, ...DOCUMENTED_COSTS];
  return (method, path) =>
    all.find((row) => row.method === method && matches(row.path, path))?.cost ?? defaultCost;
}
