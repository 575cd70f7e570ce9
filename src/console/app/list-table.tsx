import { useTable, type Header, type SortingState } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState, type ReactElement, type RefObject } from 'react';
import type { Row } from '../contract.ts';
import { BulkBar } from './bulk-bar.tsx';
import { columns, features, looks } from './columns.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { Icon } from './icons.tsx';
import { ListRow } from './list-row.tsx';
import { NameTip } from './name-tip.tsx';
import { useRowKeys } from './row-keys.ts';
import type { Listing } from './rows.ts';
import { useSelection, type Selection } from './selection.ts';
import { useSteadyOrder } from './steady-order.ts';

interface ListTableProps {
  rows: Row[];
  listing: Listing;
  /** Changes when the person asks for other rows. */
  order: string;
  now: number;
}

const rowHeight = 38;
const startSorting: SortingState = [{ id: 'state', desc: false }];

/** The list itself: sorted, and only as much of it in the page as can be seen. */
export function ListTable({ rows, listing, order, now }: ListTableProps): ReactElement {
  const { table, sorting } = useSorted(rows);
  const sorted = table.getRowModel().rows;
  const latest = useMemo(() => sorted.map(({ original }) => original), [sorted]);
  const panel = useRef<HTMLDivElement>(null);
  const steady = useSteadyOrder(latest, `${order} ${JSON.stringify(sorting)}`);
  const selection = useSelection(rows);
  const [doomed, setDoomed] = useState<readonly Row[]>([]);
  return (
    <>
      <BulkBar selection={selection} onDelete={setDoomed} />
      <DeleteDialog rows={doomed} onClose={() => setDoomed([])} />
      {steady.moved > 0 && (
        <button className="link moved" onClick={steady.sort}>
          {steady.moved} changed, sort
        </button>
      )}
      <NameTip list={panel} />
      <div ref={panel} className="panel" {...steady.holds}>
        <table className="list" aria-rowcount={steady.rows.length + 1}>
          <caption className="vh">
            Connections, {steady.rows.length} of {listing.rows.length}
          </caption>
          <Heads of={table.getHeaderGroups()[0]?.headers ?? []} selection={selection} shown={rows.length} />
          <Body
            rows={steady.rows}
            selection={selection}
            justChanged={listing.justChanged}
            now={now}
            onDelete={setDoomed}
          />
        </table>
      </div>
    </>
  );
}

function useSorted(data: Row[]) {
  const [sorting, setSorting] = useState(startSorting);
  const table = useTable({
    features,
    columns,
    data,
    getRowId: (row) => row.key,
    state: { sorting },
    onSortingChange: setSorting,
    enableSortingRemoval: false,
    enableMultiSort: false,
  });
  return { table, sorting };
}

interface HeadsProps {
  of: readonly Header<typeof features, Row>[];
  selection: Selection;
  /** How many rows the list has. */
  shown: number;
}

function Heads({ of, selection, shown }: HeadsProps): ReactElement {
  const { length } = selection.rows;
  const isSome = length > 0 && length < shown;
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="k">
          <input
            ref={(box) => {
              if (box) box.indeterminate = isSome;
            }}
            type="checkbox"
            aria-label={`Select all ${shown}`}
            checked={length > 0 && !isSome}
            onChange={selection.toggleAll}
          />
        </th>
        {of.map((header) => (
          <HeadCell key={header.id} header={header} />
        ))}
        <th scope="col" className="m">
          <span className="vh">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

function HeadCell({ header: { id, column } }: { header: Header<typeof features, Row> }): ReactElement {
  const { title = id, className = '', width = 'auto' } = looks[id] ?? {};
  const direction = column.getIsSorted();
  const sort = direction && ({ asc: 'ascending', desc: 'descending' } as const)[direction];
  return (
    <th scope="col" className={className} style={{ width }} {...(sort ? { 'aria-sort': sort } : {})}>
      <button onClick={column.getToggleSortingHandler()}>
        {title}
        {direction && <Icon name={direction === 'asc' ? 'down' : 'up'} />}
      </button>
    </th>
  );
}

interface BodyProps {
  rows: readonly Row[];
  selection: Selection;
  justChanged: ReadonlySet<string>;
  now: number;
  onDelete: (rows: readonly Row[]) => void;
}

function Body({ rows, selection, justChanged, now, onDelete }: BodyProps): ReactElement {
  const body = useRef<HTMLTableSectionElement>(null);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: useTopOf(body),
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  const keys = useRowKeys(rows, selection, (index) => virtualizer.scrollToIndex(index));
  const items = virtualizer.getVirtualItems();
  const { scrollMargin } = virtualizer.options;
  const before = (items[0]?.start ?? scrollMargin) - scrollMargin;
  const after = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin);
  return (
    <tbody ref={body} onKeyDown={keys.onKeyDown}>
      {before > 0 && <Space height={before} />}
      {items.map(({ index, key }) => {
        const row = rows[index];
        if (!row) return null;
        const marks = {
          isCurrent: keys.current === row.key,
          isNew: justChanged.has(row.key),
          isSelected: selection.keys.has(row.key),
        };
        const told = {
          measure: virtualizer.measureElement,
          onFocus: keys.focused,
          onSelect: selection.toggle,
          onDelete,
        };
        return <ListRow key={String(key)} {...{ row, index, now }} {...marks} {...told} />;
      })}
      {after > 0 && <Space height={after} />}
    </tbody>
  );
}

/** How far below the top of the page an element begins, wherever the page is scrolled to. */
function useTopOf(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  // After every drawing, as a banner above the list moves it.
  useLayoutEffect(() => setTop(Math.round((element.current?.getBoundingClientRect().top ?? 0) + window.scrollY)));
  return top;
}

/** Stands for the rows that are not in the page. */
function Space({ height }: { height: number }): ReactElement {
  return (
    <tr aria-hidden="true" className="space">
      <td colSpan={columns.length + 2} style={{ height }} />
    </tr>
  );
}
