import { useHotkeys } from '@mantine/hooks';
import { useDeferredValue, useMemo, useRef, type ReactElement } from 'react';
import { EmptyList } from './empty-list.tsx';
import { countsOf, distinct, isFiltered, matching, noFilters, tabs, type Filters } from './filters.ts';
import { Icon } from './icons.tsx';
import { Link } from './link.tsx';
import { ListTable } from './list-table.tsx';
import { useListing, type Listing } from './rows.ts';
import { spanOf, useNow } from './times.ts';
import { changeFilters, useFilters } from './use-filters.ts';
import { useTitle } from './use-title.ts';

export function ListPage(): ReactElement {
  useTitle('Connections');
  const listing = useListing();
  const filters = useFilters();
  const change = changeFilters;
  if (!listing.complete) return <Loading />;
  if (listing.rows.length === 0) return <EmptyList />;
  return (
    <>
      <div className="head">
        <h1 className="grow" tabIndex={-1}>
          Connections
        </h1>
        <Link className="btn wide" href="/pair">
          <Icon name="pair" />
          Check a pair
        </Link>
        <Link className="btn primary" href="/add">
          <Icon name="plus" />
          Add connection <kbd aria-hidden="true">N</kbd>
        </Link>
      </div>
      <Tabs listing={listing} filters={filters} change={change} />
      <FilterBar listing={listing} filters={filters} change={change} />
      <Matches listing={listing} filters={filters} change={change} />
    </>
  );
}

interface FilteringProps {
  listing: Listing;
  filters: Filters;
  change: (changes: Partial<Filters>) => void;
}

function Matches({ listing, filters, change }: FilteringProps): ReactElement {
  const now = useNow();
  const asked = useDeferredValue(filters);
  const rows = useMemo(() => matching(listing.rows, asked, now), [listing.rows, asked, now]);
  const order = JSON.stringify(asked);
  if (rows.length > 0) return <ListTable rows={rows} listing={listing} order={order} now={now} />;
  return (
    <div className="panel pbody nomatch" role="status">
      <p>No connection matches.</p>
      {isFiltered(filters) && (
        <button className="btn" onClick={() => change(noFilters)}>
          Show all {listing.rows.length}
        </button>
      )}
    </div>
  );
}

function Tabs({ listing, filters, change }: FilteringProps): ReactElement {
  const now = useNow();
  const counts = useMemo(() => countsOf(listing.rows, now), [listing.rows, now]);
  const tab = (name: Filters['tab']) => ({
    'aria-pressed': filters.tab === name,
    onClick: () => change({ tab: name }),
  });
  return (
    <div className="tabs" role="group" aria-label="Show">
      {tabs.map((name) => (
        <button key={name} {...tab(name)}>
          {name} <span className="num">{counts[name] ?? 0}</span>
        </button>
      ))}
      {counts['Expiring'] ? (
        <>
          <i className="sep" aria-hidden="true" />
          <button className="warnish" {...tab('Expiring')}>
            <Icon name="clock" />
            Expiring in 14 days <span className="num">{counts['Expiring']}</span>
          </button>
        </>
      ) : null}
    </div>
  );
}

function FilterBar({ listing, filters, change }: FilteringProps): ReactElement {
  const search = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => search.current?.focus()]]);
  return (
    <div className="bar">
      <div className="search" role="search">
        <Icon name="search" />
        <input
          ref={search}
          className="input sm"
          type="search"
          aria-label="Search connections"
          placeholder="Search name, account or message"
          value={filters.text}
          onChange={({ target }) => change({ text: target.value })}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <Choice of="namespace" all="All namespaces" {...{ listing, filters, change }} />
      <Choice of="platform" all="All platforms" {...{ listing, filters, change }} />
      <span className="grow" />
      <Live listing={listing} />
    </div>
  );
}

function Choice({
  of,
  all,
  listing,
  filters,
  change,
}: FilteringProps & { of: 'namespace' | 'platform'; all: string }): ReactElement {
  const values = useMemo(() => distinct(listing.rows, of), [listing.rows, of]);
  return (
    <select
      className="select sm choice"
      aria-label={of === 'namespace' ? 'Namespace' : 'Platform'}
      value={filters[of]}
      onChange={({ target }) => change({ [of]: target.value })}
    >
      <option value="">{all}</option>
      {values.map((value) => (
        <option key={value}>{value}</option>
      ))}
    </select>
  );
}

function Live({ listing: { reachable, connected, changedAt } }: { listing: Listing }): ReactElement {
  const now = useNow();
  if (!reachable || !connected) return <span className="live">Not live</span>;
  return (
    <span className="live">
      <span className="dot" aria-hidden="true" />
      <span>
        Live<span className="wide">, last change {spanOf(now - changedAt)} ago</span>
      </span>
    </span>
  );
}

function Loading(): ReactElement {
  return (
    <>
      <h1 tabIndex={-1}>Connections</h1>
      <p className="muted" role="status">
        Reading the connections of the cluster.
      </p>
    </>
  );
}
