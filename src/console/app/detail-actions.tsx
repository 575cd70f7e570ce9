import { useHotkeys } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import type { ConnectionSpec } from '../../api/connection.gen.ts';
import type { Detail } from '../contract.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { Icon } from './icons.tsx';
import { Link } from './link.tsx';
import { post } from './requests.ts';
import { navigate } from './route.ts';
import { say } from './speak.ts';

/** What can be done with a Connection, as far as the person may. */
export function DetailActions({ detail }: { detail: Detail }): ReactElement {
  const { row, rights, usedBy } = detail;
  const [isDeleting, setIsDeleting] = useState(false);
  const path = `/connections/${row.namespace}/${row.name}`;
  const act = (what: string, body: object, said: string) => void send(`${path}/${what}`, body, said);
  const test = () => act('test', {}, `Asked the operator to test ${row.name}`);
  const isSuspended = row.state === 'Suspended';
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
          <SuspendButton isSuspended={isSuspended} act={act} />
        </>
      )}
      {rights.secrets && hasSecret(detail) && <ReplaceLink path={path} />}
      {rights.delete && (
        <button className="btn danger" onClick={() => setIsDeleting(true)}>
          <Icon name="trash" />
          Delete
        </button>
      )}
      <DeleteDialog opened={isDeleting} onClose={() => setIsDeleting(false)} row={row} usedBy={usedBy} />
    </>
  );
}

interface SuspendButtonProps {
  isSuspended: boolean;
  act: (what: string, body: object, said: string) => void;
}

function SuspendButton({ isSuspended, act }: SuspendButtonProps): ReactElement {
  return (
    <button
      className="btn"
      onClick={() => act('suspend', { suspend: !isSuspended }, isSuspended ? 'Resumed' : 'Suspended')}
    >
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

async function send(path: string, body: object, said: string): Promise<void> {
  try {
    await post(path, body);
    say(said);
  } catch (error) {
    say((error as Error).message);
  }
}
