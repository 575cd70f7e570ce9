import type { ReactNode } from 'react';

/** A list of names with what is known; what is not known is left out. */
export function Facts({ of }: { of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts pbody">
      {of.map(([name, value]) =>
        value === undefined || value === '' ? null : (
          <div key={name} className="factrow">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
