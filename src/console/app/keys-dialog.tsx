import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';

const keys: readonly (readonly [string, string])[] = [
  ['/', 'Search'],
  ['N', 'Add connection'],
  ['↓ or J', 'Next connection'],
  ['↑ or K', 'Previous connection'],
  ['Enter', 'Open the connection'],
  ['T', 'Test it now'],
  ['X', 'Select it, or no longer'],
  ['C', 'Copy its name'],
  ['Ctrl Enter', 'Test connection, in the form'],
  ['Esc', 'Back to the list; in the list, clear the selection'],
  ['?', 'This list'],
];

export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactElement {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className="facts">
        {keys.map(([key, what]) => (
          <div key={key} className="keyrow">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
