import type { ReactElement } from 'react';
import type { ConnectionSpec } from '../../api/connection.gen.ts';
import type { Detail } from '../contract.ts';
import { CodePanel } from './code-panel.tsx';
import { DetailActions } from './detail-actions.tsx';
import { DetailFacts } from './detail-facts.tsx';
import { History } from './history.tsx';
import { Icon } from './icons.tsx';
import { Ladder, Rights } from './ladder.tsx';
import { Link } from './link.tsx';
import { usePlatformCard } from './platform-cards.ts';
import { Rich } from './rich.tsx';
import { pathOf } from './row-actions.ts';
import { useListing } from './rows.ts';
import { Status } from './status.tsx';
import { Tile } from './tile.tsx';
import { isSoon, spanOf, tookOf, useNow } from './times.ts';
import { useLoaded } from './use-loaded.ts';
import { useTitle } from './use-title.ts';
import { yamlOf } from './yaml-text.ts';

/** One Connection, live. */
export function DetailPage({ namespace, name }: { namespace: string; name: string }): ReactElement {
  useTitle(name);
  const row = useListing().byKey.get(`${namespace}/${name}`);
  const { value: detail, error } = useLoaded<Detail>(`/connections/${namespace}/${name}`, row);
  return (
    <>
      <nav className="crumbs" aria-label="Path">
        <Link href="/">Connections</Link>
        <span aria-hidden="true">/</span>
        <span>{namespace}</span>
      </nav>
      {detail ? <Known detail={detail} /> : <Unknown name={name} error={error} />}
    </>
  );
}

function Unknown({ name, error }: { name: string; error: Error | undefined }): ReactElement {
  return (
    <>
      <h1 tabIndex={-1}>{name}</h1>
      <p role={error ? 'alert' : 'status'} className="muted">
        {error?.message ?? 'Reading the connection.'}
      </p>
      {error && (
        <div className="row">
          <Link className="btn" href="/">
            All connections
          </Link>
          <Link className="btn" href="/add">
            Add connection
          </Link>
        </div>
      )}
    </>
  );
}

function Known({ detail }: { detail: Detail }): ReactElement {
  const { row, status, manifest, history } = detail;
  return (
    <>
      <Head detail={detail} />
      <Banner detail={detail} />
      <div className="detail">
        <div className="stack">
          <LastTest detail={detail} />
          <History lines={history} />
        </div>
        <div className="stack">
          <DetailFacts detail={detail} />
          <CodePanel
            title="YAML"
            text={yamlOf([manifest])}
            full={() => yamlOf([manifest])}
            fileName={`${row.name}.yaml`}
            {...(status.binding?.name === undefined
              ? {}
              : { note: `The credential is in Secret ${status.binding.name}.` })}
          />
        </div>
      </div>
    </>
  );
}

function Head({ detail }: { detail: Detail }): ReactElement {
  const { row, status } = detail;
  const card = usePlatformCard(row.platform);
  return (
    <div className="head detailhead">
      <div className="grow titled">
        <Tile title={card?.title ?? row.platform} category={card?.category ?? ''} size="xl" />
        <div className="names">
          <div className="titled">
            <h1 className="cut" tabIndex={-1} title={row.name}>
              {row.name}
            </h1>
            <Status state={row.state} />
          </div>
          <p className="muted sub">{status.displayName ?? card?.title ?? row.platform}</p>
        </div>
      </div>
      <DetailActions detail={detail} />
    </div>
  );
}

function Banner({ detail }: { detail: Detail }): ReactElement {
  const { row, rights } = detail;
  const isBad = row.state === 'Failed' || row.state === 'Retrying';
  return (
    <>
      {!isBad && <Expiring detail={detail} />}
      {isBad && (
        <div className={`banner ${row.state === 'Failed' ? 'bad' : 'warn'}`} role="status">
          <Icon name="warning" />
          <span className="grow">
            <Rich text={row.message} />
          </span>
        </div>
      )}
      {rights.update && (rights.git !== undefined || row.git) && (
        <div className="banner">
          <Icon name="branch" />
          <span className="grow">
            {rights.git ?? 'Whoever keeps it in Git'} would undo what is changed here. Save the YAML and commit it.
          </span>
        </div>
      )}
      {!rights.update && (
        <div className="banner">
          <Icon name="person" />
          <span className="grow">Read only: you may not change Connections in {row.namespace}.</span>
        </div>
      )}
    </>
  );
}

function Expiring({ detail: { row, manifest, rights } }: { detail: Detail }): ReactElement | null {
  const now = useNow();
  const { expires } = row;
  if (expires === undefined || !isSoon(expires, now)) return null;
  const when = expires < now ? 'has expired' : `expires in ${spanOf(expires - now)}`;
  return (
    <div className="banner warn" role="status">
      <Icon name="clock" />
      <span className="grow">
        <b>The credential {when}</b>, on {new Date(expires).toLocaleString()}. Issue a new one at the platform, and
        replace it here before that.
      </span>
      {rights.secrets && (manifest as { spec: ConnectionSpec }).spec.secretRef && (
        <Link className="btn sm" href={`${pathOf(row)}/credential`}>
          Replace credential
        </Link>
      )}
    </div>
  );
}

function LastTest({ detail: { row, status, manifest } }: { detail: Detail }): ReactElement {
  const { requires } = (manifest as { spec: ConnectionSpec }).spec;
  const now = useNow();
  const { lastTest, checks = [], access, nextTestTime } = status;
  const next = nextTestTime === undefined ? undefined : Date.parse(nextTestTime) - now;
  const times = [
    row.tested === undefined ? 'not tested yet' : `${spanOf(now - row.tested)} ago`,
    lastTest?.durationMs === undefined ? '' : `took ${tookOf(lastTest.durationMs)}`,
    next !== undefined && next > 0 ? `next in ${spanOf(next)}` : '',
  ];
  return (
    <section className="panel" aria-label="Last test">
      <div className="phead">
        <h2 className="grow">Last test</h2>
        <small>{times.filter(Boolean).join(', ')}</small>
      </div>
      <div className="two">
        <div>
          <Ladder checks={checks} busy={undefined} />
        </div>
        <div>
          <Rights access={access} requires={requires} />
        </div>
      </div>
    </section>
  );
}
