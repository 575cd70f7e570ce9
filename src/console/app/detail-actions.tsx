import { useHotkeys } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import type { ConnectionSpec } from '../../api/connection.gen.ts';
import type { Detail, Row } from '../contract.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { Icon } from './icons.tsx';
import { Link } from './link.tsx';
import { navigate } from './route.ts';
import { pathOf, setSuspended, testNow } from './row-actions.ts';

/** What can be done with a Connection, as far as the person may. */
export function DetailActions({ detail }: { detail: Detail }): ReactElement {
  const { row, rights } = detail;
  const [isDeleting, setIsDeleting] = useState(false);
  const test = () => void testNow([row]);
  useHotkeys([
    ['t', () => rights.update && test()],
    ['escape', () => navigate('/')],
  ]);
  return (
    <>
      {rights.update && (
        <>
          <button className="btn primary" onClick={test}>
            <Icon name="retry" />
            Test now <kbd aria-hidden="true">T</kbd>
          </button>
          <SuspendButton row={row} />
        </>
      )}
      {rights.secrets && hasSecret(detail) && <ReplaceLink path={pathOf(row)} />}
      {rights.delete && (
        <button className="btn danger" onClick={() => setIsDeleting(true)}>
          <Icon name="trash" />
          Delete
        </button>
      )}
      <DeleteDialog rows={isDeleting ? [row] : []} onClose={() => setIsDeleting(false)} />
    </>
  );
}

function SuspendButton({ row }: { row: Row }): ReactElement {
  const isSuspended = row.state === 'Suspended';
  return (
    <button className="btn" onClick={() => void setSuspended([row], !isSuspended)}>
      <Icon name={isSuspended ? 'play' : 'pause'} />
      {isSuspended ? 'Resume' : 'Suspend'}
    </button>
  );
}

function ReplaceLink({ path }: { path: string }): ReactElement {
  return (
    <Link className="btn" href={`${path}/credential`}>
      <Icon name="key" />
      Replace credential
    </Link>
  );
}

function hasSecret({ manifest }: Detail): boolean {
  return (manifest as { spec: ConnectionSpec }).spec.secretRef !== undefined;
}
