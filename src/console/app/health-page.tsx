import { useState, type FormEvent, type ReactElement } from 'react';
import type { Diagnosis, Finding, Session } from '../contract.ts';
import { BadMark, GoodMark, Icon, type IconName } from './icons.tsx';
import { Rich } from './rich.tsx';
import { navigate, useRoute } from './route.ts';
import { useLoaded } from './use-loaded.ts';
import { useTitle } from './use-title.ts';

/** What `connection doctor` says: what stands between the person, the cluster and the operator. */
export function HealthPage(): ReactElement {
  useTitle('Health');
  const { value: session } = useLoaded<Session>('/session');
  const asked = useRoute().query.get('namespace');
  const namespace = asked ?? session?.namespace ?? session?.ownNamespace;
  return <>{session && namespace !== undefined ? <Checked key={namespace} {...{ session, namespace }} /> : <Head />}</>;
}

function Head({ children }: { children?: ReactElement }): ReactElement {
  return (
    <div className="head">
      <h1 className="grow" tabIndex={-1}>
        Health
      </h1>
      {children}
    </div>
  );
}

function Checked({ session, namespace }: { session: Session; namespace: string }): ReactElement {
  const { value, error, reload } = useLoaded<Diagnosis>(`/health/${encodeURIComponent(namespace)}`);
  const names = [...new Set([...session.namespaces, namespace])].toSorted();
  return (
    <>
      <Head>
        <button className="btn" onClick={reload}>
          <Icon name="retry" />
          Check again
        </button>
      </Head>
      <NamespaceChoice names={names} namespace={namespace} />
      <div className="detail even">
        <section className="panel result" aria-label="Cluster and operator">
          {error && (
            <p role="alert" className="pbody">
              {error.message}
            </p>
          )}
          {!value && !error && (
            <p role="status" className="pbody muted">
              Checking the cluster and the operator.
            </p>
          )}
          {value && <Findings checks={value.checks} />}
        </section>
        <HostPanel />
      </div>
    </>
  );
}

function NamespaceChoice({ names, namespace }: { names: readonly string[]; namespace: string }): ReactElement {
  return (
    <label className="bar">
      <span className="label">Namespace</span>
      <select
        className="select sm choice"
        value={namespace}
        onChange={({ target }) => navigate(`/health?namespace=${encodeURIComponent(target.value)}`, { replace: true })}
      >
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

/** A host as the person's machine reaches it. */
function HostPanel(): ReactElement {
  const [host, setHost] = useState('');
  const [asked, setAsked] = useState('');
  const check = (event: FormEvent) => {
    event.preventDefault();
    setAsked(host.trim());
  };
  return (
    <section className="panel result" aria-label="Reach a host">
      <form className="pbody hostform" onSubmit={check}>
        <h2>Reach a host</h2>
        <p className="help">Whether this machine finds and reaches it. Nothing is sent to it.</p>
        <div className="row">
          <input
            className="input"
            aria-label="Host, or host:port"
            placeholder="files.example.com:22"
            autoComplete="off"
            spellCheck={false}
            value={host}
            onChange={({ target }) => setHost(target.value)}
          />
          <button className="btn" disabled={host.trim() === ''}>
            Check
          </button>
        </div>
      </form>
      {asked !== '' && <HostFindings key={asked} path={`/hosts/${encodeURIComponent(asked)}`} />}
    </section>
  );
}

function HostFindings({ path }: { path: string }): ReactElement {
  const { value, error } = useLoaded<Diagnosis>(path);
  if (error)
    return (
      <p role="alert" className="pbody">
        {error.message}
      </p>
    );
  if (!value)
    return (
      <p role="status" className="pbody muted">
        Connecting.
      </p>
    );
  return <List checks={value.checks} />;
}

const marks: Readonly<Record<Finding['result'], readonly [className: string, mark: IconName, word: string]>> = {
  ok: ['yes', 'check', 'Good'],
  warn: ['warn', 'warning', 'Warning'],
  fail: ['no', 'cross', 'Failed'],
};

function Findings({ checks }: Diagnosis): ReactElement {
  const [className, title, mark] = summaryOf(checks);
  const good = checks.filter(({ result }) => result === 'ok').length;
  return (
    <>
      <div className={`verdict ${className}`} role="status">
        {mark}
        <div className="grow">
          <h2>{title}</h2>
          <p>
            {good} of {checks.length} checks passed.
          </p>
        </div>
      </div>
      <List checks={checks} />
    </>
  );
}

function summaryOf(checks: readonly Finding[]): readonly [string, string, ReactElement] {
  const worst = (['fail', 'warn'] as const).find((result) => checks.some((check) => check.result === result));
  if (worst === 'fail') return ['bad', 'Something is wrong', <BadMark key="bad" />];
  if (worst === 'warn') return ['warn', 'It works, with warnings', <Icon key="warn" name="warning" />];
  return ['good', 'All is well', <GoodMark key="good" />];
}

function List({ checks }: Diagnosis): ReactElement {
  return (
    <ul className="reqs">
      {checks.map(({ name, result, text, hint }) => {
        const [className, mark, word] = marks[result];
        return (
          <li key={name} className={className}>
            <Icon name={mark} />
            <span>
              <span className="vh">{word}: </span>
              <Rich text={text} />
              {hint !== undefined && (
                <small>
                  <Rich text={hint} />
                </small>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
