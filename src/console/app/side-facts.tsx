import type { ReactElement } from 'react';
import type { MayEdit, OperatorState, Session } from '../contract.ts';
import { Icon, type IconName } from './icons.tsx';
import { Link } from './link.tsx';
import { spanOf, useNow } from './times.ts';
import { useLoaded } from './use-loaded.ts';

const askAgainMs = 30_000;

const looks: Readonly<Record<OperatorState['result'], readonly [className: string, mark: IconName]>> = {
  ok: ['good', 'check'],
  warn: ['warn', 'warning'],
  fail: ['bad', 'warning'],
};

/** Whether the operator is at work, asked for again every half a minute. */
export function OperatorLine(): ReactElement | null {
  const now = useNow();
  const { value } = useLoaded<OperatorState>('/operator', Math.floor(now / askAgainMs));
  if (!value) return null;
  const { result, text, seen } = value;
  const [className, mark] = looks[result];
  return (
    <p className={className}>
      <Icon name={mark} />
      <span>
        <Link href="/health">{text}</Link>
        {seen !== undefined && <small>last report {spanOf(Math.max(0, now - seen))} ago</small>}
      </span>
    </p>
  );
}

export function PersonLine({ session }: { session: Session | undefined }): ReactElement | null {
  const { value } = useLoaded<MayEdit | null>('/rights');
  if (!session || (session.user === undefined && !value)) return null;
  const { user = 'You' } = session;
  return (
    <p>
      <Icon name="person" />
      <span className="who">
        <span className="cut" title={user}>
          {user}
        </span>
        {value && <small>{editsIn(value)}</small>}
      </span>
    </p>
  );
}

function editsIn({ edit, of }: MayEdit): string {
  if (edit === 0) return 'may only read';
  if (of === 1) return 'may edit here';
  return edit === of ? `may edit in all ${of} namespaces` : `may edit in ${edit} of ${of} namespaces`;
}
