import { Checkbox, Modal } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Row } from '../contract.ts';
import { post } from './requests.ts';
import { navigate } from './route.ts';
import { say } from './speak.ts';

interface DeleteDialogProps {
  opened: boolean;
  onClose: () => void;
  row: Row;
  usedBy: readonly string[] | undefined;
}

/** Asks before a Connection is deleted, and says what uses it. */
export function DeleteDialog({ opened, onClose, row, usedBy }: DeleteDialogProps): ReactElement {
  const [withSecret, setWithSecret] = useState(false);
  const [error, setError] = useState<string>();
  const remove = async () => {
    try {
      await post(`/connections/${row.namespace}/${row.name}/delete`, { withSecret });
      navigate('/');
      say(`Deleted ${row.name}`);
    } catch (cause) {
      setError((cause as Error).message);
    }
  };
  return (
    <Modal opened={opened} onClose={onClose} title={`Delete ${row.name}?`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p>{usesOf(usedBy)}</p>
        <Checkbox
          label="Delete its Secret as well"
          checked={withSecret}
          onChange={({ currentTarget }) => setWithSecret(currentTarget.checked)}
        />
        {error !== undefined && <p role="alert">{error}</p>}
        <div className="row end">
          <button className="btn" onClick={onClose}>
            Keep it
          </button>
          <button className="btn solid-bad" onClick={() => void remove()}>
            Delete connection
          </button>
        </div>
      </div>
    </Modal>
  );
}

function usesOf(usedBy: readonly string[] | undefined): string {
  if (!usedBy) return 'You may not list Pods and Jobs here, so nobody can say what uses it.';
  if (usedBy.length === 0) return 'No Pod or Job that you may list uses it.';
  return `Used by ${usedBy.join(', ')}, which may fail without it.`;
}
