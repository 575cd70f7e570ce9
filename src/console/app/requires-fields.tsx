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
  const wrong = problems.find(({ at }) => at.startsWith('spec.requires'));
  const toggle = (right: Right, isOn: boolean) =>
    set({ access: rights.filter((one) => (one === right ? isOn : requires.access?.includes(one))) });
  return (
    <fieldset className="group">
      <legend>What the job needs</legend>
      <div className="checks" role="group" aria-label="The job must be able to">
        {rights.map((right) => (
          <Checkbox
            key={right}
            label={right}
            checked={requires.access?.includes(right) ?? false}
            onChange={({ currentTarget }) => toggle(right, currentTarget.checked)}
          />
        ))}
      </div>
      <Where path={requires.path ?? ''} wrong={wrong} set={(path) => set({ path })} />
      <Checkbox
        label="Prove it with a test file"
        description="Each test writes, reads, changes and deletes one small file there. Otherwise nothing is ever written."
        checked={requires.proof === 'Probe'}
        onChange={({ currentTarget: { checked } }) => set(checked ? { proof: 'Probe' } : { proof: 'Look' })}
      />
    </fieldset>
  );
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
