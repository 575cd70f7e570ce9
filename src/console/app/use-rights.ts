import { useEffect, useState } from 'react';
import type { Rights, Row } from '../contract.ts';
import { get } from './requests.ts';

export type RowRights = Pick<Rights, 'update' | 'delete' | 'secrets'>;

/** Of more namespaces than these it is the API server that says no. */
const mostAsked = 20;

/** What the person may do to all of some rows; undefined until it is known. */
export function useRowRights(rows: readonly Row[]): RowRights | undefined {
  const [state, setState] = useState<{ of: string; rights: RowRights }>();
  const of = [...new Set(rows.map(({ namespace }) => namespace))].toSorted().slice(0, mostAsked).join();
  useEffect(() => {
    if (of === '') return undefined;
    const abort = new AbortController();
    const asked = of.split(',').map((namespace) => get<Rights>(`/rights/${namespace}`, abort.signal));
    Promise.all(asked).then(
      (all) => setState({ of, rights: together(all) }),
      () => {},
    );
    return () => abort.abort();
  }, [of]);
  return state?.of === of ? state.rights : undefined;
}

function together(all: readonly Rights[]): RowRights {
  return {
    update: all.every(({ update }) => update),
    delete: all.every((rights) => rights.delete),
    secrets: all.every(({ secrets }) => secrets),
  };
}
