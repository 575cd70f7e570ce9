import { useHotkeys } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import type { PlatformForm, Rights, Session } from '../contract.ts';
import { CodePanel } from './code-panel.tsx';
import { DraftForm } from './draft-form.tsx';
import { Guide } from './guide.tsx';
import { Link } from './link.tsx';
import { navigate } from './route.ts';
import { Steps } from './steps.tsx';
import { TestDock } from './test-dock.tsx';
import { Tile } from './tile.tsx';
import { useDraft, useProblems } from './use-draft.ts';
import { useLoaded } from './use-loaded.ts';
import { useTest } from './use-test.ts';
import { useTitle } from './use-title.ts';
import { fullYaml, maskedYaml } from './yaml-text.ts';
import { fieldOf } from './problem-fields.ts';

/** The second step and what follows it: enter, test, done. */
export function AddPage({ platform: name }: { platform: string }): ReactElement {
  const platform = useLoaded<PlatformForm>(`/platforms/${name}`);
  const session = useLoaded<Session>('/session');
  useTitle(platform.value?.title ?? name);
  const error = platform.error ?? session.error;
  if (error) return <p role="alert">{error.message}</p>;
  if (!platform.value || !session.value) return <p role="status">Reading the platform.</p>;
  return <Draft platform={platform.value} session={session.value} />;
}

function Draft({ platform, session }: { platform: PlatformForm; session: Session }): ReactElement {
  const state = useDraft(platform, session);
  const { draft, method } = state;
  const problems = useProblems(draft);
  const test = useTest();
  const [isOpen, setIsOpen] = useState(true);
  const { value: rights } = useLoaded<Rights>(`/rights/${draft.namespace || 'default'}`);
  const isStale = test.of !== undefined && test.of !== JSON.stringify(draft);
  useHotkeys([['escape', () => navigate('/')]], ['INPUT', 'TEXTAREA', 'SELECT']);
  const wrong = new Set(problems.shown.map(({ at }) => fieldOf(at)?.[1] ?? at.split('.').pop() ?? ''));
  const edit = () => setIsOpen(true);
  return (
    <>
      <Head platform={platform} step={stepOf(test.verdict?.outcome, test.phase, isStale)} />
      <div className="work">
        <div>
          <DraftForm {...{ platform, session, state, problems, isOpen, edit }} />
          <TestDock {...{ draft, problems, test, rights, isStale, isOpen, setIsOpen }} />
        </div>
        <div className="rail">
          <CodePanel
            title="Manifest"
            text={maskedYaml(draft, shownKeys(method.secret))}
            full={() => fullYaml(draft)}
            fileName={`${draft.name || platform.name}.yaml`}
            note="Secret values are masked here. Copy and Save as YAML have them as they are."
            wrong={wrong}
          />
          <Guide platform={platform} method={method} />
        </div>
      </div>
    </>
  );
}

function Head({ platform, step }: { platform: PlatformForm; step: number }): ReactElement {
  return (
    <>
      <nav className="crumbs" aria-label="Path">
        <Link href="/">Connections</Link>
        <span aria-hidden="true">/</span>
        <Link href="/add">Add connection</Link>
      </nav>
      <div className="head">
        <h1 className="grow titled" tabIndex={-1}>
          <Tile title={platform.title} category={platform.category} size="lg" />
          <span>{platform.title}</span>
        </h1>
        <Steps now={step} />
      </div>
    </>
  );
}

function stepOf(outcome: string | undefined, phase: string, isStale: boolean): number {
  if (phase === 'ready' || isStale) return 1;
  return outcome === 'connected' ? 3 : 2;
}

/** Keys of the Secret that are no secret, such as a user name. */
function shownKeys(secret: Readonly<Record<string, unknown>> | undefined): ReadonlySet<string> {
  const properties = (secret?.['properties'] ?? {}) as Record<string, { writeOnly?: boolean }>;
  return new Set(Object.keys(properties).filter((key) => properties[key]?.writeOnly !== true));
}
