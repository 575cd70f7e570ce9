import type { ReactElement } from 'react';
import { Icon } from './icons.tsx';
import { say } from './speak.ts';
import { saveText } from './yaml-text.ts';

interface CodePanelProps {
  title: string;
  /** What is shown. */
  text: string;
  /** What is copied and saved. */
  full: () => string;
  fileName: string;
  note?: string;
  /** Which lines are wrong or at hand: `key:` that they begin with. */
  wrong?: ReadonlySet<string>;
}

/** YAML with its line numbers, to copy or to save. */
export function CodePanel({ title, text, full, fileName, note, wrong = new Set() }: CodePanelProps): ReactElement {
  const lines = text.replace(/\n$/, '').split('\n');
  const copy = () => void navigator.clipboard.writeText(full()).then(() => say('Copied the YAML'));
  return (
    <section className="panel" aria-label={title}>
      <div className="codehead">
        <h2 className="grow">{title}</h2>
        <button type="button" className="btn quiet sm" onClick={copy}>
          <Icon name="copy" />
          Copy
        </button>
        <button type="button" className="btn quiet sm" onClick={() => saveText(fileName, full())}>
          <Icon name="save" />
          Save as YAML
        </button>
      </div>
      <pre className="code" tabIndex={0} aria-label={`${title} as YAML`}>
        {lines.map((line, index) => (
          // A line has no other identity than its number.
          <Line key={`${index}`} line={line} isWrong={wrong.has(/^\s*([\w-]+):/.exec(line)?.[1] ?? '')} />
        ))}
      </pre>
      {note !== undefined && <p className="note">{note}</p>}
    </section>
  );
}

function Line({ line, isWrong }: { line: string; isWrong: boolean }): ReactElement {
  const [, key = '', value = line] = /^(\s*(?:- )?[\w./-]+:)(.*)$/.exec(line) ?? [];
  return (
    <span className={isWrong ? 'wrong' : ''}>
      <span className="k">{key}</span>
      <span className="s">{value}</span>
      {'\n'}
    </span>
  );
}
