import type { ReactElement } from 'react';
import type { HistoryLine } from '../contract.ts';
import { BadMark, GoodMark } from './icons.tsx';
import { Rich } from './rich.tsx';
import { wordsOf } from './status.tsx';

export function History({ lines }: { lines: readonly HistoryLine[] }): ReactElement {
  return (
    <section className="panel" aria-label="History">
      <div className="phead">
        <h2 className="grow">History</h2>
        <small>from the Events that are still there</small>
      </div>
      {lines.length === 0 && <p className="pbody muted">Nothing yet.</p>}
      <ul className="hist">
        {lines.map((line) => (
          <li key={`${line.at} ${line.reason}`}>
            <time dateTime={new Date(line.at).toISOString()}>{timeOf(line.at)}</time>
            <span className={line.warning ? 'failed' : 'connected'}>{line.warning ? <BadMark /> : <GoodMark />}</span>
            <span>
              {line.note.startsWith(wordsOf(line.reason)) ? null : <b>{wordsOf(line.reason)} </b>}
              <Rich text={line.note} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function timeOf(at: number): string {
  const options = { weekday: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return new Date(at).toLocaleString(undefined, options);
}
