import type { ReactElement } from 'react';
import { isHostKey } from '../../api/tenant.ts';
import type { ConnectionSpec } from '../../api/connection.gen.ts';
import type { Detail } from '../contract.ts';
import { Facts } from './facts.tsx';

export function DetailFacts({ detail }: { detail: Detail }): ReactElement {
  const { row, status, manifest, usedBy, rights } = detail;
  const { tenant } = status.account ?? {};
  const { spec } = manifest as { spec: ConnectionSpec };
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Account', row.account || undefined],
    ['Tenant', isHostKey(tenant) ? undefined : tenant],
    ['Method', status.lastTest?.method ?? spec.method],
    ['Secret', spec.secretRef?.name],
    ['Expires', row.expires === undefined ? undefined : new Date(row.expires).toLocaleString()],
    ['Host key', status.hostKey?.fingerprint ?? (isHostKey(tenant) ? tenant : undefined)],
    ['Managed in', row.git ? `Git${rights.git === undefined ? '' : `, by ${rights.git}`}` : undefined],
    ['Used by', usersIn(usedBy)],
  ];
  return (
    <section className="panel" aria-label="Details">
      <div className="phead">
        <h2 className="grow">Details</h2>
      </div>
      <Facts of={facts} />
    </section>
  );
}

function usersIn(usedBy: readonly string[] | undefined): string {
  if (!usedBy) return 'Not known: you may not list Pods and Jobs here';
  return usedBy.length === 0 ? 'No Pod or Job that you may list' : usedBy.join(', ');
}
