import type { ReactElement } from 'react';
import { Icon } from './icons.tsx';
import { Link } from './link.tsx';

export function EmptyList(): ReactElement {
  return (
    <div className="empty">
      <h1 tabIndex={-1}>No connections yet</h1>
      <p>
        A connection is an account on a platform. Enter it, test it, and the operator keeps testing it, so that a job
        never starts with a password that no longer works.
      </p>
      <div className="row">
        <Link className="btn primary" href="/add">
          <Icon name="plus" />
          Add connection <kbd aria-hidden="true">N</kbd>
        </Link>
      </div>
    </div>
  );
}
