import type { ReactElement } from 'react';
import { Icon } from './icons.tsx';

interface StepsProps {
  /** Index of the step that is at work. */
  now: number;
  third?: 'Test' | 'Sign in';
}

/** How far one is. */
export function Steps({ now, third = 'Test' }: StepsProps): ReactElement {
  const names = ['Platform', 'Details', third, 'Done'];
  return (
    <ol className="steps" aria-label="Steps">
      {names.map((name, index) => (
        <li key={name} className={index < now ? 'done' : ''} {...(index === now ? { 'aria-current': 'step' } : {})}>
          <i aria-hidden="true">{index < now ? <Icon name="check" /> : index + 1}</i>
          <span>
            {name}
            {index < now && <span className="vh"> (done)</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
