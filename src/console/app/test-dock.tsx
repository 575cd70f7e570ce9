import { useHotkeys } from '@mantine/hooks';
import { useState, type ReactElement } from 'react';
import type { Problem } from '../../api/problems.ts';
import type { Draft, Rights, SignInClient } from '../contract.ts';
import type { ActionsProps, TestDockProps } from './dock-props.ts';
import { elementOf } from './problem-fields.ts';
import { ReadyActions } from './ready-actions.tsx';
import { post } from './requests.ts';
import { navigate } from './route.ts';
import { focusRow } from './row-keys.ts';
import { say } from './speak.ts';
import { laterOf } from './use-sign-in.ts';
import { VerdictCard } from './verdict-card.tsx';
import { fullYaml, saveText } from './yaml-text.ts';

/** The test at the end of the form: its button, the ladder, the verdict, and what comes after. */
export function TestDock(props: TestDockProps): ReactElement {
  const { test, draft, method, problems, signIn, isStale, isOpen, setIsOpen, trust } = props;
  const goesWrong = async () => {
    problems.showAll();
    const was = document.activeElement;
    const [first] = await problems.judge().catch(() => []);
    if (first) focusOn(first, setIsOpen, was);
    return first !== undefined;
  };
  const begin = async (client?: SignInClient) => {
    test.reset();
    if (!(await goesWrong())) await signIn.start(draft, client);
  };
  const start = async (anyway = false) => {
    if (laterOf(draft, method).length > 0) return method.interactive?.client ? undefined : begin();
    if (await goesWrong()) return;
    setIsOpen(false);
    return test.start(draft, anyway);
  };
  useHotkeys([['mod+Enter', () => void start()]], []);
  const isShown = test.phase !== 'ready' && !isStale;
  return (
    <section className={`dock ${isShown ? 'rest' : ''} ${isOpen ? 'beside' : ''}`} aria-label="Test">
      {isShown && <VerdictCard test={test} draft={draft} {...(trust ? { trust } : {})} />}
      <div className="actions">
        <Actions {...props} isShown={isShown} start={start} begin={begin} focusOn={(one) => focusOn(one, setIsOpen)} />
      </div>
    </section>
  );
}

/**
 * The first field to correct; the form may have to be unfolded first.
 * @param was - what had the focus when it was asked for. Whoever types in a field by now is left there: the rest of a
 * password would go into an address.
 */
function focusOn({ at }: Problem, setIsOpen: (isOpen: boolean) => void, was = document.activeElement): void {
  setIsOpen(true);
  const id = elementOf(at);
  const focus = (): void => {
    const hasMoved = document.activeElement !== was && document.activeElement !== document.body;
    if (id && !hasMoved) document.querySelector<HTMLElement>(`#${id}`)?.focus();
  };
  requestAnimationFrame(() => requestAnimationFrame(focus));
}

function Actions(props: ActionsProps): ReactElement {
  const { test, isShown } = props;
  if (!isShown) return <ReadyActions {...props} />;
  if (test.phase === 'running')
    return (
      <>
        <p className="grow">This test runs on your machine.</p>
        <button type="button" className="btn" onClick={() => (test.stop(), props.setIsOpen(true))}>
          Stop
        </button>
      </>
    );
  return test.verdict?.outcome === 'connected' ? <DoneActions {...props} /> : <FailedActions {...props} />;
}

function FailedActions({ test, start, problems, focusOn: go, setIsOpen }: ActionsProps): ReactElement {
  const [first] = problems.blamed;
  const isHeld = test.phase === 'held-back';
  const mayAgain = isHeld && test.askedBefore !== true;
  return (
    <>
      <p className="grow">
        {isHeld ? (
          <>
            Not sent again, so the account is not locked. Change a value to test again
            {mayAgain && (
              <>
                , or{' '}
                <button type="button" className="link" onClick={() => void start(true)}>
                  test anyway
                </button>{' '}
                if it was mended on the server
              </>
            )}
            .
          </>
        ) : (
          'Correct what is wrong and test again.'
        )}
      </p>
      <button type="button" className="btn quiet" onClick={() => (first ? go(first) : setIsOpen(true))}>
        Edit
      </button>
      <button type="button" className="btn primary" onClick={() => void start()}>
        Test again
      </button>
    </>
  );
}

function DoneActions({ draft, start, rights, isNew, signIn }: ActionsProps): ReactElement {
  const [error, setError] = useState<string>();
  const mayCreate = rights === undefined || ((rights.create || !isNew) && rights.secrets);
  const saveFirst = rights?.git !== undefined || !mayCreate;
  const save = () => saveText(`${draft.name}.yaml`, fullYaml(draft));
  const done = () =>
    void (isNew ? create(draft) : replace(draft)).catch((cause: unknown) => setError((cause as Error).message));
  return (
    <>
      <p className={`grow ${error === undefined ? '' : 'problem'}`} role={error === undefined ? undefined : 'alert'}>
        {error ?? hintFor(rights, { mayCreate, isNew, signedIn: signIn.brought === true })}
      </p>
      <button type="button" className="btn quiet" onClick={() => void start()}>
        Test again
      </button>
      <button type="button" className={saveFirst ? 'btn primary' : 'btn'} onClick={save}>
        Save as YAML
      </button>
      {mayCreate && (
        <button type="button" className={saveFirst ? 'btn' : 'btn primary'} onClick={done}>
          {rights?.git === undefined ? (isNew ? 'Done' : 'Replace') : `${isNew ? 'Create' : 'Replace'} it all the same`}
        </button>
      )}
    </>
  );
}

interface Ending {
  mayCreate: boolean;
  isNew: boolean;
  signedIn: boolean;
}

function hintFor(rights: Rights | undefined, { mayCreate, isNew, signedIn }: Ending): string {
  if (rights?.git !== undefined) return `${rights.git} keeps this namespace in Git: save the YAML and commit it.`;
  if (!mayCreate)
    return 'You may not create Connections and Secrets in this namespace. Save the YAML for somebody who may.';
  const next = isNew
    ? 'Done creates the Secret and the Connection.'
    : 'Replace changes these keys of the Secret, nothing else.';
  return signedIn ? `Is this the right account? ${next}` : next;
}

async function replace(draft: Draft): Promise<void> {
  const path = `/connections/${draft.namespace}/${draft.name}`;
  await post(`${path}/credential`, draft);
  navigate(path);
  say(`Replaced the credential of ${draft.name}`);
}

async function create(draft: Draft): Promise<void> {
  const { key } = await post<{ key: string }>('/connections', draft);
  navigate('/');
  say(`Added ${draft.name}`);
  // The watch brings it within a moment.
  for (let tries = 0; tries < 20; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (focusRow(key)) return;
  }
}
