import { NativeSelect, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Draft, PlatformForm, Session } from '../contract.ts';
import { MethodChoice } from './method-choice.tsx';
import { PlatformFields } from './platform-fields.tsx';
import { wordsFor } from './problem-fields.ts';
import { RequiresFields } from './requires-fields.tsx';
import type { DraftProblems, DraftState } from './use-draft.ts';

export interface DraftFormProps {
  platform: PlatformForm;
  session: Session;
  state: DraftState;
  problems: DraftProblems;
  /** Folded to a line for each group while a test runs and after it. */
  isOpen: boolean;
  /** Otherwise only the credential is asked for. */
  isNew: boolean;
  edit: () => void;
}

export function DraftForm(props: DraftFormProps): ReactElement {
  const { platform, state, problems, isOpen, isNew } = props;
  if (!isOpen) return <Summary {...props} />;
  const { draft, method, change } = state;
  return (
    <form className="form" aria-label="Details" autoComplete="off" onSubmit={(event) => event.preventDefault()}>
      {isNew && <Identity {...props} />}
      {isNew && platform.methods.length > 1 && (
        <MethodChoice methods={platform.methods} value={draft.method} onChange={state.chooseMethod} />
      )}
      <PlatformFields
        key={method.name}
        platform={isNew ? platform : withoutSettings(platform)}
        method={isNew ? method : withoutSettings(method)}
        draft={draft}
        problems={problems.shown}
        onChange={change}
        onLeave={problems.leave}
      />
      {isNew && method.serviceAccount && (
        <TextInput
          label="ServiceAccount"
          description="ServiceAccount of the namespace that signs in. A test from here cannot use it; the operator can."
          value={draft.serviceAccountName ?? ''}
          onChange={({ currentTarget }) => change({ serviceAccountName: currentTarget.value })}
        />
      )}
      {isNew && <RequiresFields draft={draft} problems={problems.shown} change={change} />}
    </form>
  );
}

function withoutSettings<T extends { config?: unknown }>({ config: _config, ...rest }: T): Omit<T, 'config'> {
  return rest;
}

function Identity({ session, state: { draft, change }, problems }: DraftFormProps): ReactElement {
  const wrong = problems.shown.find(({ at }) => at === 'metadata.name');
  return (
    <fieldset className="group">
      <legend>Connection</legend>
      <div className="cols">
        <div className="c7">
          <TextInput
            id="connection-name"
            label="Name"
            required
            withAsterisk={false}
            autoComplete="off"
            spellCheck={false}
            error={wrong && wordsFor(wrong)}
            value={draft.name}
            onChange={({ currentTarget }) => change({ name: currentTarget.value })}
          />
        </div>
        <div className="c5">
          <NativeSelect
            id="connection-namespace"
            label="Namespace"
            data={session.namespace === undefined ? session.namespaces : [session.namespace]}
            value={draft.namespace}
            onChange={({ currentTarget }) => change({ namespace: currentTarget.value })}
          />
        </div>
      </div>
    </fieldset>
  );
}

function Summary({ platform, state: { draft, method }, edit }: DraftFormProps): ReactElement {
  const lines: readonly (readonly [string, string])[] = [
    ['Connection', `${draft.name} in ${draft.namespace}`],
    ['Settings', settingsOf(draft) || platform.title],
    ['Sign-in', [method.title, draft.secret['username']].filter(Boolean).join(', as ')],
    ['Job needs', needsOf(draft)],
  ];
  return (
    <ul className="sum panel" aria-label="What is tested">
      {lines.map(([label, text]) => (
        <li key={label}>
          <span className="muted">{label}</span>
          <span className="cut">{text}</span>
          <button type="button" className="link" aria-label={`Edit ${label.toLowerCase()}`} onClick={edit}>
            Edit
          </button>
        </li>
      ))}
    </ul>
  );
}

function settingsOf({ config }: Draft): string {
  const values = Object.values(config).filter((value) => typeof value === 'string' || typeof value === 'number');
  return values.join(', ');
}

function needsOf({ requires = {} }: Draft): string {
  const rights = (requires.access ?? []).join(', ').toLowerCase();
  if (rights === '') return 'Nothing in particular';
  const proof = requires.proof === 'Probe' ? ', proved with a test file' : '';
  return `${rights}${requires.path ? ` in ${requires.path}` : ''}${proof}`;
}
