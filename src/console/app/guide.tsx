import type { ReactElement } from 'react';
import type { MethodForm, PlatformForm } from '../contract.ts';
import { Rich } from './rich.tsx';

/** What to have at hand, beside the form. */
export function Guide({ platform, method }: { platform: PlatformForm; method: MethodForm }): ReactElement {
  return (
    <section className="panel pbody guide" aria-label="Before you start">
      <h2>{method.title}</h2>
      {method.description !== undefined && (
        <p className="help">
          <Rich text={method.description} />
        </p>
      )}
      {platform.documentation !== undefined && (
        <p className="help">
          <a href={platform.documentation} target="_blank" rel="noreferrer">
            {platform.title} documentation
          </a>
        </p>
      )}
    </section>
  );
}
