import type { ReactElement } from 'react';
import type { ConnectionAccess, ConnectionCheck, ConnectionRequires } from '../../api/connection.gen.ts';
import { BadMark, BusyMark, GoodMark, Icon } from './icons.tsx';
import { wordsOf } from './status.tsx';
import { tookOf } from './times.ts';

export const stageNames = ['Resolved', 'Reached', 'Authenticated', 'Authorized'] as const;
export type StageName = (typeof stageNames)[number];

const passedWords: Readonly<Record<StageName, string>> = {
  Resolved: 'The settings are complete and the host has an address.',
  Reached: 'The platform responded.',
  Authenticated: 'The platform accepted the credential.',
  Authorized: 'The account may do what is needed.',
};

interface LadderProps {
  checks: readonly ConnectionCheck[];
  /** The stage that is at work. */
  busy?: StageName | undefined;
  /** How long each stage took, where that was measured. */
  tookMs?: Partial<Record<StageName, number>>;
}

/** The four stages of a test, as far as it came. */
export function Ladder({ checks, busy, tookMs = {} }: LadderProps): ReactElement {
  return (
    <ol className="ladder">
      {stageNames.map((stage) => {
        const check = checks.find(({ name }) => name === stage);
        const state = stateOf(check, busy === stage);
        const took = tookMs[stage];
        return (
          <li key={stage} className={state} data-stage={stage}>
            {markOf(state)}
            <b>
              {stage}
              <span className="vh">: {spoken[state]}</span>
            </b>
            <time>{took === undefined ? '' : tookOf(took)}</time>
            <p>{wordsFor(stage, state, check)}</p>
          </li>
        );
      })}
    </ol>
  );
}

type StageState = 'ok' | 'no' | 'open' | 'now' | 'wait';

const spoken: Readonly<Record<StageState, string>> = {
  ok: 'passed',
  no: 'failed',
  open: 'not testable',
  now: 'running',
  wait: 'not tested',
};

function stateOf(check: ConnectionCheck | undefined, isBusy: boolean): StageState {
  if (!check) return isBusy ? 'now' : 'wait';
  if (check.result === 'NotTestable') return 'open';
  return check.result === 'Passed' ? 'ok' : 'no';
}

function markOf(state: StageState): ReactElement {
  if (state === 'ok') return <GoodMark />;
  if (state === 'no') return <BadMark />;
  if (state === 'now') return <BusyMark />;
  return <Icon name={state === 'open' ? 'untold' : 'ring'} />;
}

function wordsFor(stage: StageName, state: StageState, check: ConnectionCheck | undefined): string {
  if (state === 'ok') return passedWords[stage];
  if (state === 'no') return wordsOf(check?.reason ?? '');
  if (state === 'open') return 'The platform does not say.';
  return state === 'now' ? 'In progress.' : 'Not tested.';
}

const rights = ['read', 'write', 'update', 'delete'] as const;

interface RightsProps {
  access?: ConnectionAccess | undefined;
  requires?: ConnectionRequires | undefined;
}

/** What the account may do, and where; what the Connection needs is marked. */
export function Rights({ access = {}, requires = {} }: RightsProps): ReactElement {
  const needed = new Set(requires.access?.map((right) => right.toLowerCase()));
  return (
    <>
      <h3>{requires.path ? `In ${requires.path} this account` : 'This account'}</h3>
      <ul className="rights">
        {rights.map((right) => {
          const answer = access[right] ?? 'NotTestable';
          const [state, icon, words] = looks[answer];
          return (
            <li key={right} className={state}>
              <Icon name={icon} />
              {words} {right}
              <small>{remarkOn(answer === 'NotTestable', needed.has(right))}</small>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function remarkOn(isOpen: boolean, isNeeded: boolean): string {
  return [isNeeded && 'needed', isOpen && 'platform does not say'].filter(Boolean).join(', ');
}

const looks = {
  Granted: ['yes', 'check', 'can'],
  Denied: ['no', 'cross', 'cannot'],
  NotTestable: ['open', 'untold', 'may'],
} as const;
