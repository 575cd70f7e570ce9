import { Menu } from '@mantine/core';
import { useMemo, type ReactElement } from 'react';
import type { Session } from '../contract.ts';
import { distinct } from './filters.ts';
import { Icon } from './icons.tsx';
import { navigate } from './route.ts';
import { useListing } from './rows.ts';
import { changeFilters, useFilters } from './use-filters.ts';

/** The cluster, and which of its namespaces is looked at. */
export function ContextMenu({ session }: { session: Session | undefined }): ReactElement {
  const { namespace } = useFilters();
  // Whoever sees one namespace has none to choose from.
  if (session?.namespace !== undefined)
    return (
      <div className="context">
        <Place session={session} shown={session.namespace} />
      </div>
    );
  return (
    <Menu position="bottom-start" width="target" offset={4} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button className="context">
          <Place session={session} shown={namespace || 'All namespaces'} />
          <Icon name="chevron" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="contexts">
        <Namespaces chosen={namespace} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Place({ session, shown }: { session: Session | undefined; shown: string }): ReactElement {
  return (
    <span>
      <b className="cut">
        <span className="vh">Cluster </span>
        {session?.context ?? '…'}
      </b>
      <small className="cut">{shown}</small>
    </span>
  );
}

function look(namespace: string): void {
  changeFilters({ namespace });
  navigate('/');
}

function Namespaces({ chosen }: { chosen: string }): ReactElement {
  const { rows } = useListing();
  const names = useMemo(() => distinct(rows, 'namespace'), [rows]);
  return (
    <>
      <Menu.Label>Connections of</Menu.Label>
      {['', ...names].map((name) => (
        <Menu.Item
          key={name}
          onClick={() => look(name)}
          rightSection={name === chosen ? <Icon name="check" /> : undefined}
          {...(name === chosen ? { 'aria-current': true } : {})}
        >
          {name || 'All namespaces'}
        </Menu.Item>
      ))}
    </>
  );
}
