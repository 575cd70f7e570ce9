import { Textarea } from '@mantine/core';
import type { FieldProps } from '@rjsf/utils';
import { useState, type ReactElement } from 'react';
import { Rich } from './rich.tsx';

/** A setting that is a list: a line for each item. */
export function ListField(props: FieldProps): ReactElement {
  const { fieldPathId, schema, formData, onChange, onBlur, required, rawErrors, name } = props;
  const items = Array.isArray(formData) ? (formData as unknown[]) : [];
  const isNumbers = (schema.items as { type?: string } | undefined)?.type === 'integer';
  const [text, setText] = useState(items.join('\n'));
  const entered = (next: string) => {
    setText(next);
    const lines = next.split('\n').filter((line) => line.trim() !== '');
    const values = isNumbers ? lines.map((line) => (/^\d+$/.test(line.trim()) ? Number(line) : line)) : lines;
    onChange(values.length === 0 ? undefined : values, fieldPathId.path);
  };
  return (
    <Textarea
      id={fieldPathId.$id}
      label={
        <>
          {schema.title ?? name}
          {required ? null : <em> optional, one a line</em>}
        </>
      }
      rows={2}
      spellCheck={false}
      description={schema.description ? <Rich text={schema.description} /> : undefined}
      error={rawErrors?.length ? rawErrors.join('\n') : undefined}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={text}
      onBlur={() => onBlur(fieldPathId.$id, formData)}
      onChange={({ currentTarget }) => entered(currentTarget.value)}
    />
  );
}
