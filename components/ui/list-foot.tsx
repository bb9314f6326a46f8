// The foot of a list that is read page by page. In: the query's state. Out: a line that says where one is, and the way on.
import { Button } from './button.tsx';

interface PagedQuery {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly isSuccess: boolean;
  readonly isFetching: boolean;
  readonly isFetchingNextPage: boolean;
  readonly hasNextPage: boolean;
  readonly error: Error | null;
  readonly refetch: () => Promise<unknown>;
  readonly fetchNextPage: () => Promise<unknown>;
}

export interface ListFootProps {
  readonly query: PagedQuery;
  readonly count: number;
  /** What is listed, in the plural: "orders". */
  readonly noun: string;
  /** What an empty list means. */
  readonly empty: string;
  /** A remark of the list itself. */
  readonly note?: string | null;
}

export function ListFoot({ query, count, noun, empty, note = null }: ListFootProps) {
  const { isError, isSuccess, hasNextPage } = query;
  return (
    <p className="flex min-h-9 flex-wrap items-center gap-3 p-2 text-xs text-ink-faint">
      {isError && (
        <span role="alert" className="text-severity-warning">
          {query.error?.message}
        </span>
      )}
      {query.isPending && `Reading ${noun}…`}
      {isSuccess && count === 0 && empty}
      {isSuccess && count > 0 && <span className="num">{count} shown</span>}
      {note !== null && <span className="text-severity-warning">{note}</span>}
      <Button
        isPending={query.isFetchingNextPage || (query.isFetching && !isSuccess)}
        disabled={isSuccess && !hasNextPage}
        onClick={() => void (isError ? query.refetch() : query.fetchNextPage())}
      >
        {isError ? 'Try again' : hasNextPage || query.isPending ? 'Older' : 'No older ones'}
      </Button>
    </p>
  );
}
