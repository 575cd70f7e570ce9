import { useEffect, useRef, type ReactElement } from 'react';
import { isHostKey } from '../../api/tenant.ts';
import type { Draft, VerdictView } from '../contract.ts';
import { HostKeyCard } from './host-key-card.tsx';
import { BadMark, BusyMark, GoodMark, Icon } from './icons.tsx';
import { Ladder, Rights, type StageName } from './ladder.tsx';
import { Rich } from './rich.tsx';
import { wordsOf } from './status.tsx';
import { tookOf } from './times.ts';
import type { TestState } from './use-test.ts';

interface VerdictCardProps {
  test: TestState;
  draft: Draft;
  /** Takes the host key that the server has shown. */
  trust?: (fingerprint: string) => void;
}

/** What a test says while it runs and when it is over: the verdict, the ladder, and what to do. */
export function VerdictCard({ test, draft, trust }: VerdictCardProps): ReactElement {
  const { verdict, stages, phase } = test;
  return (
    <div className="body">
      <Headline test={test} />
      <div className="two">
        <div>
          <h3>Test</h3>
          <Ladder
            checks={verdict?.checks ?? passedUpTo(stages.length)}
            busy={phase === 'running' ? stages.at(-1)?.stage : undefined}
            tookMs={tookBy(stages, verdict)}
          />
        </div>
        <div>
          {verdict ? <Outcome verdict={verdict} draft={draft} /> : <h3>Running on your machine</h3>}
          {trust && verdict?.shownHostKey !== undefined && (
            <HostKeyCard fingerprint={verdict.shownHostKey} trust={trust} />
          )}
        </div>
      </div>
    </div>
  );
}

function Headline({ test: { phase, verdict, error } }: { test: TestState }): ReactElement {
  const headline = useRef<HTMLHeadingElement>(null);
  const isOver = phase !== 'running';
  useEffect(() => {
    if (isOver) headline.current?.focus();
  }, [isOver]);
  const look = lookOf(verdict, phase);
  return (
    <div className={`verdict ${look.className}`} role={look.className === 'bad' ? 'alert' : 'status'}>
      {look.mark}
      <div className="grow">
        <h2 ref={headline} tabIndex={-1}>
          {phase === 'broken' ? 'The test could not be run' : look.title}
        </h2>
        <p>
          <Rich text={error ?? sentence(verdict)} />
        </p>
      </div>
      {verdict && <span className="num">{tookOf(verdict.durationMs)}</span>}
    </div>
  );
}

function lookOf(verdict: VerdictView | undefined, phase: TestState['phase']) {
  if (phase === 'broken') return { className: 'bad', title: '', mark: <BadMark /> };
  if (!verdict) return { className: 'run', title: 'Testing', mark: <BusyMark /> };
  if (verdict.outcome === 'connected') return { className: 'good', title: 'Connected', mark: <GoodMark /> };
  if (verdict.outcome === 'failed')
    return { className: 'bad', title: `Failed: ${uncapital(wordsOf(verdict.reason))}`, mark: <BadMark /> };
  return {
    className: 'warn',
    title: `Could not tell: ${uncapital(wordsOf(verdict.reason))}`,
    mark: <Icon name="warning" />,
  };
}

function uncapital(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}

function sentence(verdict: VerdictView | undefined): string {
  if (!verdict) return 'One sign-in, with what you entered.';
  if (verdict.outcome !== 'connected') return verdict.said;
  const { name, email, id, tenant } = verdict.account ?? {};
  const account = name ?? email ?? id;
  if (account === undefined) return verdict.message;
  return `Signed in as ${account}${tenant === undefined || isHostKey(tenant) ? '' : ` in ${tenant}`}.`;
}

function Outcome({ verdict, draft }: { verdict: VerdictView; draft: Draft }): ReactElement {
  if (verdict.outcome === 'connected') {
    return (
      <>
        <Rights access={verdict.access} requires={draft.requires} />
        {verdict.expires !== undefined && <p className="help">Expires {new Date(verdict.expires).toLocaleString()}.</p>}
        <p className="help machine">
          <Icon name="laptop" />
          <span>
            This test ran on your machine. After Done the operator tests from the cluster, and its result counts.
          </span>
        </p>
      </>
    );
  }
  return <Remedies verdict={verdict} />;
}

function Remedies({ verdict: { causes, remedy, reason } }: { verdict: VerdictView }): ReactElement {
  const todo = causes.length > 0 ? causes : [remedy].filter(Boolean);
  return (
    <>
      {todo.length > 0 && (
        <>
          <h3>{causes.length > 0 ? 'Possible causes' : 'What to do'}</h3>
          <ol className="todo">
            {todo.map((one) => (
              <li key={one}>
                <Rich text={one} />
              </li>
            ))}
          </ol>
        </>
      )}
      {causes.length > 0 && remedy !== '' && (
        <p className="help">
          <Rich text={remedy} />
        </p>
      )}
      <p className="help">
        Reason <code>{reason}</code>
      </p>
    </>
  );
}

const order = ['Resolved', 'Reached', 'Authenticated', 'Authorized'] as const;

function passedUpTo(count: number) {
  return order.slice(0, Math.max(0, count - 1)).map((name) => ({ name, result: 'Passed' as const }));
}

/** From when a stage was at work to when the next one was, or to the end. */
function tookBy(stages: TestState['stages'], verdict: VerdictView | undefined): Partial<Record<StageName, number>> {
  const ends = [...stages.slice(1).map(({ atMs }) => atMs), verdict?.durationMs];
  return Object.fromEntries(
    stages.flatMap(({ stage, atMs }, index) => {
      const end = ends[index];
      return end === undefined ? [] : [[stage, Math.max(0, Math.round(end - atMs))]];
    }),
  );
}
