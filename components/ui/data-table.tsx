// The table of every list: caption, heads of fixed width, rows by place. A value that grows moves no neighbour.
import { type ComponentProps, createElement, type ReactNode } from 'react';

export interface Column {
  readonly key: string;
  readonly name: string;
  /** Width and alignment; the one column without a width takes what is left. */
  readonly look?: string;
  /** For columns of buttons: the name is for screen readers only. */
  readonly isNameHidden?: boolean;
}

export interface DataTableProps extends Omit<ComponentProps<'table'>, 'className'> {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** Bodies, e.g. `RowsByPlace`. */
  readonly children: ReactNode;
}

export function DataTable({ caption, columns, children, ...rest }: DataTableProps) {
  return (
    <table {...rest} className="data-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ key, name, look, isNameHidden = false }) => (
            <th key={key} scope="col" className={look}>
              {isNameHidden ? <span className="sr-only">{name}</span> : name}
            </th>
          ))}
        </tr>
      </thead>
      {children}
    </table>
  );
}

export interface RowsByPlaceProps<Row> {
  /** Null draws an empty row. */
  readonly rows: readonly (Row | null)[];
  /** Draws one table row; what has state of its own in it needs a key of its own. */
  readonly draw: (row: Row) => ReactNode;
}

const EMPTY_ROW = (
  <tr>
    <td />
  </tr>
);

/** Each place is rewritten when its row changes: no node is moved, like the levels of a book. */
export function RowsByPlace<Row>({ rows, draw }: RowsByPlaceProps<Row>) {
  const lines = rows.map((row) => (row === null ? EMPTY_ROW : draw(row)));
  // Handed over one by one: each line's place is its key, and a list without keys is nothing to warn of.
  return createElement('tbody', null, ...lines);
}
