import { Checkbox, Modal } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Row, Users } from '../contract.ts';
import { post } from './requests.ts';
import { navigate } from './route.ts';
import { pathOf, refusalsOf, refusedIn } from './row-actions.ts';
import { say } from './speak.ts';
import { useLoaded } from './use-loaded.ts';

interface DeleteDialogProps {
  /** None: it is closed. */
  rows: readonly Row[];
  onClose: () => void;
}

/** Of more nobody reads what uses each. */
const mostNamed = 10;

/** Asks before Connections are deleted, and says what uses each. */
export function DeleteDialog({ rows, onClose }: DeleteDialogProps): ReactElement {
  const title = rows.length === 1 ? `Delete ${rows[0]?.name}?` : `Delete ${rows.length} connections?`;
  return (
    <Modal
      opened={rows.length > 0}
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close' }}
      lockScroll={false}
    >
      {rows.length > 0 && <Question rows={rows} onClose={onClose} />}
    </Modal>
  );
}

function Question({ rows, onClose }: DeleteDialogProps): ReactElement {
  const [withSecret, setWithSecret] = useState(false);
  const [error, setError] = useState('');
  const isOne = rows.length === 1;
  const remove = async () => {
    const refusals = await refusalsOf(rows, (row) => post(`${pathOf(row)}/delete`, { withSecret }));
    setError(refusedIn(refusals));
    if (refusals.size > 0) return;
    onClose();
    navigate('/');
    say(isOne ? `Deleted ${rows[0]?.name}` : `Deleted ${rows.length} connections`);
  };
  return (
    <div className="stack">
      <Doomed rows={rows} />
      <Checkbox
        label={isOne ? 'Delete its Secret as well' : 'Delete their Secrets as well'}
        checked={withSecret}
        onChange={({ currentTarget }) => setWithSecret(currentTarget.checked)}
      />
      {error !== '' && <p role="alert">{error}</p>}
      <div className="row end">
        <button className="btn" onClick={onClose}>
          Keep {isOne ? 'it' : 'them'}
        </button>
        <button className="btn solid-bad" onClick={() => void remove()}>
          {isOne ? 'Delete connection' : `Delete ${rows.length} connections`}
        </button>
      </div>
    </div>
  );
}

function Doomed({ rows }: { rows: readonly Row[] }): ReactElement {
  return (
    <>
      <ul className="doomed">
        {rows.slice(0, mostNamed).map((row) => (
          <li key={row.key}>
            {rows.length > 1 && <b>{row.key}</b>}
            <UsesOf row={row} />
          </li>
        ))}
        {rows.length > mostNamed && (
          <li>and {rows.length - mostNamed} more, of which it is not shown what uses them.</li>
        )}
      </ul>
      {rows.some(({ git }) => git) && (
        <p className="muted">What is kept in Git comes back, unless it is deleted there.</p>
      )}
    </>
  );
}

function UsesOf({ row }: { row: Row }): ReactElement {
  const { value, error } = useLoaded<Users>(`${pathOf(row)}/users`);
  return <p>{error?.message ?? (value ? usesIn(value) : 'Looking for what uses it.')}</p>;
}

function usesIn({ usedBy }: Users): string {
  if (!usedBy) return 'You may not list Pods and Jobs here, so nobody can say what uses it.';
  if (usedBy.length === 0) return 'No Pod or Job that you may list uses it.';
  return `Used by ${usedBy.join(', ')}, which may fail without it.`;
}
