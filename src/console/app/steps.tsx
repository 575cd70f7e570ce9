import type { ReactElement } from 'react';
import { Icon } from './icons.tsx';

const names = ['Platform', 'Details', 'Test', 'Done'];

/** How far one is. @param now - index of the step that is at work */
export function Steps({ now }: { now: number }): ReactElement {
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
