import { useTable, type Header, type SortingState } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState, type ReactElement, type RefObject } from 'react';
import type { Row } from '../contract.ts';
import { columns, features, looks } from './columns.ts';
import { Icon } from './icons.tsx';
import { ListRow } from './list-row.tsx';
import { NameTip } from './name-tip.tsx';
import { useRowKeys } from './row-keys.ts';
import type { Listing } from './rows.ts';
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
  const [sorting, setSorting] = useState(startSorting);
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => row.key,
    state: { sorting },
    onSortingChange: setSorting,
    enableSortingRemoval: false,
    enableMultiSort: false,
  });
  const sorted = table.getRowModel().rows;
  const latest = useMemo(() => sorted.map(({ original }) => original), [sorted]);
  const panel = useRef<HTMLDivElement>(null);
  const steady = useSteadyOrder(latest, `${order} ${JSON.stringify(sorting)}`);
  return (
    <>
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
          <Heads of={table.getHeaderGroups()[0]?.headers ?? []} />
          <Body rows={steady.rows} justChanged={listing.justChanged} now={now} />
        </table>
      </div>
    </>
  );
}

function Heads({ of }: { of: readonly Header<typeof features, Row>[] }): ReactElement {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {of.map((header) => (
          <HeadCell key={header.id} header={header} />
        ))}
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
  justChanged: ReadonlySet<string>;
  now: number;
}

function Body({ rows, justChanged, now }: BodyProps): ReactElement {
  const body = useRef<HTMLTableSectionElement>(null);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: useTopOf(body),
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  const keys = useRowKeys(rows, (index) => virtualizer.scrollToIndex(index));
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
        const props = { row, index, now, isCurrent: keys.current === row.key, isNew: justChanged.has(row.key) };
        return <ListRow key={String(key)} {...props} measure={virtualizer.measureElement} onFocus={keys.focused} />;
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
      <td colSpan={columns.length} style={{ height }} />
    </tr>
  );
}
