import type { ReactElement } from 'react';
import type { Problem } from '../../api/problems.ts';
import type { Draft as DraftOf, MethodForm, PlatformForm, Session } from '../contract.ts';
import { CodePanel } from './code-panel.tsx';
import { DraftForm } from './draft-form.tsx';
import { Guide } from './guide.tsx';
import { Link } from './link.tsx';
import { fieldOf } from './problem-fields.ts';
import { useListing } from './rows.ts';
import { SignInFlow } from './sign-in-flow.tsx';
import { Steps } from './steps.tsx';
import { TestDock } from './test-dock.tsx';
import { Tile } from './tile.tsx';
import type { DraftState } from './use-draft.ts';
import { useEntering, type DraftPageProps } from './use-entering.ts';
import { useLoaded } from './use-loaded.ts';
import { laterOf } from './use-sign-in.ts';
import type { Testing } from './use-test.ts';
import { useTitle } from './use-title.ts';
import { fullYaml, maskedYaml } from './yaml-text.ts';

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

export function DraftPage(props: DraftPageProps): ReactElement {
  const { platform, session, replaces } = props;
  const entering = useEntering(props);
  const { state, problems, test, signIn, isOpen, setIsOpen } = entering;
  const { draft, method } = state;
  const marked = { ...problems, shown: problems.marked };
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
              <DraftForm
                {...{ platform, session, state, problems: marked, isOpen, isNew }}
                edit={() => setIsOpen(true)}
              />
              <TestDock
                {...{ ...entering, platform, draft, method, isStale, isNew }}
                {...(isNew ? { trust: trusting(state, test) } : {})}
              />
            </>
          )}
        </div>
        <div className="rail">
          <Manifest draft={draft} method={method} problems={marked.shown} />
          <Guide platform={platform} method={method} />
        </div>
      </div>
    </>
  );
}

/** The credential goes to this server alone from then on, and at once: that is what it was trusted for. */
function trusting({ draft, change }: DraftState, test: Testing): (fingerprint: string) => void {
  return (fingerprint) => {
    const config = { ...draft.config, hostKeys: [fingerprint] };
    change({ config });
    void test.start({ ...draft, config });
  };
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
