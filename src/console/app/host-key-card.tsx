import { Checkbox } from '@mantine/core';
import { useState, type ReactElement } from 'react';

interface HostKeyCardProps {
  fingerprint: string;
  trust: (fingerprint: string) => void;
}

/** The key that an unknown server has shown. Whoever trusts it unread may talk to somebody else. */
export function HostKeyCard({ fingerprint, trust }: HostKeyCardProps): ReactElement {
  const [isCompared, setIsCompared] = useState(false);
  return (
    <div className="hostkey">
      <h3>Host key of the server</h3>
      <p>
        <code>{fingerprint}</code>
      </p>
      <p className="help">
        Compare it with what the owner of the server says, or with <code>ssh-keygen -lf</code> on the server itself.
      </p>
      <Checkbox
        label="I compared it"
        checked={isCompared}
        onChange={({ currentTarget }) => setIsCompared(currentTarget.checked)}
      />
      <button type="button" className="btn" disabled={!isCompared} onClick={() => trust(fingerprint)}>
        Trust this key and test again
      </button>
    </div>
  );
}
