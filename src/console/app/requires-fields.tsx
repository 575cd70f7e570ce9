import { Checkbox, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Problem } from '../../api/problems.ts';
import type { ConnectionRequires, Right } from '../../api/connection.gen.ts';
import type { Draft } from '../contract.ts';
import { wordsFor } from './problem-fields.ts';

const rights: readonly Right[] = ['Read', 'Write', 'Update', 'Delete'];

interface RequiresFieldsProps {
  draft: Draft;
  problems: readonly Problem[];
  change: (changes: Partial<Draft>) => void;
}

/** What the job behind the connection will need. */
export function RequiresFields({ draft, problems, change }: RequiresFieldsProps): ReactElement {
  const requires = draft.requires ?? {};
  const set = (changes: Partial<ConnectionRequires>) => change({ requires: { ...requires, ...changes } });
  const wrong = placed(problems);
  const toggle = (right: Right, isOn: boolean) =>
    set({ access: rights.filter((one) => (one === right ? isOn : requires.access?.includes(one))) });
  return (
    <fieldset className="group">
      <legend>What the job needs</legend>
      <Access access={requires.access ?? []} wrong={wrong.rights} toggle={toggle} />
      <Where path={requires.path ?? ''} wrong={wrong.path} set={(path) => set({ path })} />
      <Checkbox
        id="requires-proof"
        label="Prove it with a test file"
        error={wrong.proof && wordsFor(wrong.proof)}
        description="Each test writes, reads, changes and deletes one small file there. Otherwise nothing is ever written."
        checked={requires.proof === 'Probe'}
        onChange={({ currentTarget: { checked } }) => set(checked ? { proof: 'Probe' } : { proof: 'Look' })}
      />
    </fieldset>
  );
}

interface AccessProps {
  access: readonly Right[];
  wrong: Problem | undefined;
  toggle: (right: Right, isOn: boolean) => void;
}

function Access({ access, wrong, toggle }: AccessProps): ReactElement {
  return (
    <>
      <div
        id="requires-access"
        className="checks"
        role="group"
        tabIndex={-1}
        aria-label="The job must be able to"
        {...(wrong ? { 'aria-describedby': 'requires-problem' } : {})}
      >
        {rights.map((right) => (
          <Checkbox
            key={right}
            label={right}
            checked={access.includes(right)}
            onChange={({ currentTarget }) => toggle(right, currentTarget.checked)}
          />
        ))}
      </div>
      {wrong && (
        <p id="requires-problem" className="problem" role="alert">
          {wordsFor(wrong)}
        </p>
      )}
    </>
  );
}

/** What is wrong with a field stands at it, all else at the rights. */
function placed(problems: readonly Problem[]): Readonly<Record<'path' | 'proof' | 'rights', Problem | undefined>> {
  const own = problems.filter(({ at }) => at.startsWith('spec.requires'));
  const [path, proof] = ['path', 'proof'].map((field) => own.find(({ at }) => at === `spec.requires.${field}`));
  return { path, proof, rights: own.find((one) => one !== path && one !== proof) };
}

interface WhereProps {
  path: string;
  wrong: Problem | undefined;
  set: (path: string) => void;
}

function Where({ path, wrong, set }: WhereProps): ReactElement {
  return (
    <TextInput
      id="requires-path"
      label={
        <>
          Where <em>optional</em>
        </>
      }
      description="A path, bucket or folder, as the platform names it."
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      autoComplete="off"
      error={wrong && wordsFor(wrong)}
      value={path}
      onChange={({ currentTarget }) => set(currentTarget.value)}
    />
  );
}
