import { NativeSelect, SegmentedControl } from '@mantine/core';
import type { ReactElement } from 'react';
import type { MethodForm } from '../contract.ts';

interface MethodChoiceProps {
  methods: readonly MethodForm[];
  value: string;
  onChange: (name: string) => void;
}

/** As many as fit beside each other; a list where there are more. */
const mostBeside = 3;

export function MethodChoice({ methods, value, onChange }: MethodChoiceProps): ReactElement {
  const data = methods.map(({ name, title }) => ({ value: name, label: title }));
  if (methods.length > mostBeside)
    return (
      <NativeSelect
        label="How to sign in"
        data={data}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  return (
    <fieldset>
      <legend className="label">How to sign in</legend>
      <SegmentedControl data={data} value={value} onChange={onChange} aria-label="How to sign in" />
    </fieldset>
  );
}
