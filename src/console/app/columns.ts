import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table';
import type { Row, State } from '../contract.ts';

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { text: sortFn_text },
});

/** Those that need somebody first. */
const rank: Readonly<Record<State, number>> = { Failed: 0, Retrying: 1, Pending: 2, Connected: 3, Suspended: 4 };

/** Among equals by name, so that nothing stands where it happened to arrive. */
function byNeed(a: { original: Row }, b: { original: Row }): number {
  return rank[a.original.state] - rank[b.original.state] || (a.original.key < b.original.key ? -1 : 1);
}

const helper = createColumnHelper<typeof features, Row>();

/** `className` and `width` are those of the visual target. */
export const looks: Readonly<Record<string, { title: string; className: string; width: string }>> = {
  name: { title: 'Name', className: 'n', width: '19.5%' },
  namespace: { title: 'Namespace', className: 'wide mid2', width: '9%' },
  platform: { title: 'Platform', className: 'p', width: '18%' },
  state: { title: 'Status', className: 's', width: '21.5%' },
  account: { title: 'Account', className: 'wide mid2', width: '14%' },
  tested: { title: 'Tested', className: 'r t', width: '7.5%' },
  expires: { title: 'Expires', className: 'r wide', width: '7%' },
};

export const columns = helper.columns([
  helper.accessor('name', { sortFn: 'text' }),
  helper.accessor('namespace', { sortFn: 'text' }),
  helper.accessor('platform', { sortFn: 'text' }),
  helper.accessor('state', { sortFn: byNeed }),
  helper.accessor('account', { sortFn: 'text' }),
  helper.accessor('tested', { sortUndefined: 'last' }),
  helper.accessor('expires', { sortUndefined: 'last' }),
]);
