import { useHotkeys } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import type { Problem } from '../../api/problems.ts';
import type { Draft as DraftOf, MethodForm, PlatformForm, Rights, Session } from '../contract.ts';
import { CodePanel } from './code-panel.tsx';
import { DraftForm } from './draft-form.tsx';
import { Guide } from './guide.tsx';
import { Link } from './link.tsx';
import { navigate } from './route.ts';
import { SignInFlow } from './sign-in-flow.tsx';
import { say } from './speak.ts';
import { Steps } from './steps.tsx';
import { TestDock } from './test-dock.tsx';
import { Tile } from './tile.tsx';
import { usable, useDraft, useProblems, type DraftState } from './use-draft.ts';
import { useListing } from './rows.ts';
import { useLoaded } from './use-loaded.ts';
import { laterOf, useSignIn, type Signed } from './use-sign-in.ts';
import { useTest } from './use-test.ts';
import { useTitle } from './use-title.ts';
import { fullYaml, maskedYaml } from './yaml-text.ts';
import { fieldOf } from './problem-fields.ts';

/** The second step and what follows it: enter, test, done. */
export function AddPage({ platform: name }: { platform: string }): ReactElement {
  const platform = useLoaded<PlatformForm>(`/platforms/${name}`);
  const session = useLoaded<Session>('/session');
  // The name that is offered has to be free.
  const { complete, connected } = useListing();
  useTitle(platform.value?.title ?? name);
  const error = platform.error ?? session.error;
  if (error) return <p role="alert">{error.message}</p>;
  const isListed = complete || !connected;
  if (!platform.value || !session.value || !isListed) return <p role="status">Reading the platform.</p>;
  return <DraftPage platform={platform.value} session={session.value} />;
}

interface DraftPageProps {
  platform: PlatformForm;
  session: Session;
  /** A Connection that is there, and gets a new credential. */
  replaces?: DraftOf;
}

export function DraftPage(props: DraftPageProps): ReactElement {
  const { platform, session, replaces } = props;
  const { state, problems, test, signIn, rights, isOpen, setIsOpen } = useEntering(props);
  const { draft, method } = state;
  const isNew = replaces === undefined;
  const isStale = test.of !== undefined && test.of !== JSON.stringify(draft);
  const isSigning = signIn.phase === 'waiting' || signIn.phase === 'choosing';
  const step = isSigning ? 2 : stepOf(test.verdict?.outcome, test.phase, isStale);
  const third = signIn.brought || laterOf(draft, method).length > 0 ? 'Sign in' : 'Test';
  return (
    <>
      <Head platform={platform} of={replaces?.name} step={step} third={third} />
      <div className="work">
        <div>
          {isSigning && method.interactive ? (
            <SignInFlow platform={platform} form={method.interactive} signIn={signIn} />
          ) : (
            <>
              <DraftForm {...{ platform, session, state, problems, isOpen, isNew }} edit={() => setIsOpen(true)} />
              <TestDock
                {...{ platform, draft, method, problems, test, signIn, rights, isStale, isOpen, isNew, setIsOpen }}
                {...(isNew ? { trust: trusting(state) } : {})}
              />
            </>
          )}
        </div>
        <div className="rail">
          <Manifest draft={draft} method={method} problems={problems.shown} />
          <Guide platform={platform} method={method} />
        </div>
      </div>
    </>
  );
}

/** What was entered, what is wrong with it, and the test and the sign-in of it. */
function useEntering({ platform, session, replaces }: DraftPageProps) {
  const state = useDraft(platform, session, replaces);
  const { draft, method } = state;
  const problems = useProblems(draft, laterOf(draft, method));
  const test = useTest();
  const [isOpen, setIsOpen] = useState(true);
  const signIn = useSignIn((signed) => {
    setIsOpen(false);
    void test.start(taken(signed, state));
  });
  const { value: rights } = useLoaded<Rights>(`/rights/${draft.namespace || 'default'}`);
  useHotkeys([['escape', () => navigate('/')]], ['INPUT', 'TEXTAREA', 'SELECT']);
  return { state, problems, test, signIn, rights, isOpen, setIsOpen };
}

/** The credential goes to this server alone from then on. */
function trusting({ draft, change }: DraftState): (fingerprint: string) => void {
  return (fingerprint) => change({ config: { ...draft.config, hostKeys: [fingerprint] } });
}

/** What a sign-in has brought goes into the draft, and is tested there as if it had been entered. */
function taken({ secret, config, missingScopes }: Signed, { draft, method, change }: DraftState): DraftOf {
  const next = usable({ ...draft, secret, config }, method);
  change({ secret: next.secret, config: next.config });
  if (missingScopes.length > 0) say(`Not granted: ${missingScopes.join(' ')}`);
  return next;
}

interface ManifestProps {
  draft: DraftOf;
  method: MethodForm;
  problems: readonly Problem[];
}

/** What will be applied, as it is entered. */
function Manifest({ draft, method, problems }: ManifestProps): ReactElement {
  const wrong = new Set(problems.map(({ at }) => fieldOf(at)?.[1] ?? at.split('.').pop() ?? ''));
  return (
    <CodePanel
      title="Manifest"
      text={maskedYaml(draft, shownKeys(method.secret), laterOf(draft, method))}
      full={() => fullYaml(draft)}
      fileName={`${draft.name || draft.platform}.yaml`}
      note="Secret values are masked here. Copy and Save as YAML have them as they are."
      wrong={wrong}
    />
  );
}

interface HeadProps {
  platform: PlatformForm;
  /** Name of the Connection whose credential is replaced. */
  of: string | undefined;
  step: number;
  third: 'Test' | 'Sign in';
}

function Head({ platform, of, step, third }: HeadProps): ReactElement {
  return (
    <>
      <nav className="crumbs" aria-label="Path">
        <Link href="/">Connections</Link>
        <span aria-hidden="true">/</span>
        {of === undefined ? <Link href="/add">Add connection</Link> : <span>{of}</span>}
      </nav>
      <div className="head">
        <h1 className="grow titled" tabIndex={-1}>
          <Tile title={platform.title} category={platform.category} size="lg" />
          <span className="cut">{of === undefined ? platform.title : `Replace the credential of ${of}`}</span>
        </h1>
        <Steps now={step} third={third} />
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
