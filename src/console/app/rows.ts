import { useSyncExternalStore } from 'react';
import type { Feed, Row } from '../contract.ts';

export interface Listing {
  rows: readonly Row[];
  byKey: ReadonlyMap<string, Row>;
  /** The first list is here. */
  complete: boolean;
  /** The API server responds. */
  reachable: boolean;
  /** The console's own server responds. */
  connected: boolean;
  /** When something changed last; milliseconds since 1970. */
  changedAt: number;
  /** Keys of the rows that changed with the last message. */
  justChanged: ReadonlySet<string>;
}

let listing: Listing = {
  rows: [],
  byKey: new Map(),
  complete: false,
  reachable: true,
  connected: true,
  changedAt: Date.now(),
  justChanged: new Set(),
};
const listeners = new Set<() => void>();
let source: EventSource | undefined;
/** While pieces of a new list arrive, the old one stays on the screen. */
let arriving: Map<string, Row> | undefined;

/** The Connections, live. */
export function useListing(): Listing {
  return useSyncExternalStore(subscribe, () => listing);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  source ??= open();
  return () => listeners.delete(listener);
}

function open(): EventSource {
  const events = new EventSource('/api/feed');
  events.addEventListener('message', ({ data }: MessageEvent<string>) => take(JSON.parse(data) as Feed));
  events.addEventListener('open', () => {
    arriving = undefined;
    publish({ connected: true });
  });
  events.addEventListener('error', () => publish({ connected: false }));
  return events;
}

function take(feed: Feed): void {
  if (feed.kind === 'api') return publish({ reachable: feed.reachable });
  if (feed.kind === 'rows') return takePiece(feed);
  const target = arriving ?? new Map(listing.byKey);
  for (const row of feed.rows) target.set(row.key, row);
  for (const key of feed.gone) target.delete(key);
  if (arriving) return undefined;
  return publish({ ...indexed(target), changedAt: Date.now(), justChanged: new Set(feed.rows.map(({ key }) => key)) });
}

function takePiece({ rows, complete }: Extract<Feed, { kind: 'rows' }>): void {
  arriving ??= new Map();
  for (const row of rows) arriving.set(row.key, row);
  if (!complete) return;
  publish({ ...indexed(arriving), complete: true, changedAt: Date.now(), justChanged: new Set() });
  arriving = undefined;
}

function indexed(byKey: ReadonlyMap<string, Row>): Pick<Listing, 'rows' | 'byKey'> {
  return { byKey, rows: [...byKey.values()] };
}

function publish(changes: Partial<Listing>): void {
  listing = { ...listing, ...changes };
  for (const listener of listeners) listener();
}
