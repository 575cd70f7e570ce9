import type { ReactElement } from 'react';
import type { Detail } from '../contract.ts';
import { CodePanel } from './code-panel.tsx';
import { Facts } from './facts.tsx';
import { BadMark, GoodMark, Icon, type IconName } from './icons.tsx';
import { jobOf, pairOf, specOf, type PairVerdict, type Requirement } from '../pair.ts';
import { usePlatformCard } from './platform-cards.ts';
import { navigate, useRoute } from './route.ts';
import { useListing } from './rows.ts';
import { Status } from './status.tsx';
import { Tile } from './tile.tsx';
import { spanOf, useNow } from './times.ts';
import { useLoaded } from './use-loaded.ts';
import { useTitle } from './use-title.ts';
import { yamlOf } from './yaml-text.ts';

type End = 'source' | 'destination';

/** Source and destination side by side. Which ones is in the address alone, so that it can be sent to somebody. */
export function PairPage(): ReactElement {
  useTitle('Check a pair');
  const { query } = useRoute();
  const [source = '', destination = ''] = (['source', 'destination'] as const).map((end) => query.get(end) ?? '');
  const go = (pair: Record<End, string>) =>
    navigate(`/pair?${new URLSearchParams(pair).toString()}`, { replace: true });
  const isWhole = source !== '' && destination !== '';
  return (
    <>
      <div className="head">
        <h1 className="grow" tabIndex={-1}>
          Will this pair work?
        </h1>
        <button className="btn" onClick={() => go({ source: destination, destination: source })}>
          <Icon name="pair" />
          Swap
        </button>
      </div>
      <div className="choose">
        <EndChoice label="Source" value={source} onChange={(key) => go({ source: key, destination })} />
        <EndChoice label="Destination" value={destination} onChange={(key) => go({ source, destination: key })} />
      </div>
      {isWhole ? (
        <Pair key={`${source} ${destination}`} source={source} destination={destination} />
      ) : (
        <p className="muted" role="status">
          Choose a source and a destination.
        </p>
      )}
    </>
  );
}

interface EndChoiceProps {
  label: string;
  value: string;
  onChange: (key: string) => void;
}

function EndChoice({ label, value, onChange }: EndChoiceProps): ReactElement {
  const { rows } = useListing();
  const keys = rows.map(({ key }) => key).toSorted();
  return (
    <label className="field">
      <span className="label">{label}</span>
      <select className="select" value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">Choose a connection</option>
        {value !== '' && !keys.includes(value) && <option>{value}</option>}
        {keys.map((key) => (
          <option key={key}>{key}</option>
        ))}
      </select>
    </label>
  );
}

function Pair({ source, destination }: Record<End, string>): ReactElement {
  const { byKey } = useListing();
  const now = useNow();
  const from = useLoaded<Detail>(`/connections/${source}`, byKey.get(source));
  const to = useLoaded<Detail>(`/connections/${destination}`, byKey.get(destination));
  const error = from.error ?? to.error;
  if (error) return <p role="alert">{error.message}</p>;
  if (!from.value || !to.value) return <p role="status">Reading the connections.</p>;
  const pair = pairOf(from.value, to.value, now);
  return (
    <>
      <div className="pair">
        <EndPanel label="Source" detail={from.value} now={now} />
        <div className={`arrow ${pair.works}`}>
          <span>
            <svg className="i" viewBox="0 0 16 16" role="img" aria-label="to">
              <path d="M2.5 8h11M9.5 4l4 4-4 4" />
            </svg>
          </span>
        </div>
        <EndPanel label="Destination" detail={to.value} now={now} />
      </div>
      <div className="detail even">
        <Result pair={pair} />
        <JobExample source={from.value} destination={to.value} />
      </div>
    </>
  );
}

function EndPanel({ label, detail, now }: { label: string; detail: Detail; now: number }): ReactElement {
  const { row, manifest } = detail;
  const card = usePlatformCard(row.platform);
  const title = card?.title ?? row.platform;
  const facts = [
    ['Account', row.account],
    ['In', specOf(manifest).requires?.path ?? ''],
    ['Tested', row.tested === undefined ? 'not yet' : `${spanOf(now - row.tested)} ago`],
  ] as const;
  return (
    <section className="panel end" aria-label={label}>
      <div className="endhead">
        <Tile title={title} category={card?.category ?? ''} size="lg" />
        <div className="grow">
          <small>
            {label}, {title}
          </small>
          <h2 className="cut" title={row.name}>
            {row.name}
          </h2>
        </div>
        <Status state={row.state} />
      </div>
      <Facts of={facts} />
    </section>
  );
}

const looks = {
  yes: ['good', 'Yes, this pair works', <GoodMark key="yes" />],
  no: ['bad', 'No, this pair does not work', <BadMark key="no" />],
  unknown: ['warn', 'It may work: not everything is known', <Icon key="unknown" name="warning" />],
} as const;

const marks: Readonly<Record<Requirement['state'], IconName>> = {
  yes: 'check',
  no: 'cross',
  warn: 'clock',
  open: 'untold',
};

function Result({ pair: { works, requirements } }: { pair: PairVerdict }): ReactElement {
  const [className, title, mark] = looks[works];
  const met = requirements.filter(({ state }) => state === 'yes').length;
  return (
    <section className="panel result" aria-label="Result">
      <div className={`verdict ${className}`} role="status">
        {mark}
        <div className="grow">
          <h2>{title}</h2>
          <p>
            {met} of {requirements.length} requirements are met.
          </p>
        </div>
      </div>
      <ul className="reqs">
        {requirements.map(({ state, title: what, note }) => (
          <li key={what} className={state}>
            <Icon name={marks[state]} />
            <span>
              {what}
              <small>{note}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function JobExample({ source, destination }: Record<End, Detail>): ReactElement {
  const job = jobOf(source, destination) as { metadata: { name: string } };
  const text = yamlOf([job]);
  const names = `${source.row.name} ${destination.row.name}`;
  const { name } = job.metadata;
  return (
    <div className="stack">
      <CodePanel
        title="Job example"
        text={text}
        full={() => text}
        fileName={`${name}.yaml`}
        note="The job starts only when both are connected. Its ServiceAccount needs get, list and watch on connections."
      />
      <section className="panel pbody guide" aria-label="Its configuration">
        <h2>Its configuration</h2>
        <p className="help">Writes the Secret that the job mounts, with the very accounts that were tested.</p>
        <code tabIndex={0}>
          connection export {names} -n {source.row.namespace} --to rclone --secret {name}-rclone | kubectl apply -f -
        </code>
      </section>
    </div>
  );
}
