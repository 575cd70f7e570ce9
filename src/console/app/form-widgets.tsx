import { Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { enumOptionsValueForIndex, type WidgetProps } from '@rjsf/utils';
import { useState, type ReactElement } from 'react';
import { Rich } from './rich.tsx';

/** What every field has: a label, help below it, and what is wrong with it below that. */
export function common(props: WidgetProps) {
  const { id, label, required, schema, rawErrors = [], disabled, readonly, onBlur, value } = props;
  return {
    id,
    label,
    required: required === true,
    withAsterisk: false,
    disabled: disabled === true || readonly === true,
    description: schema.description ? <Rich text={schema.description} /> : undefined,
    error: rawErrors.length > 0 ? <Wrong {...props} /> : undefined,
    // The library leaves it out of a field for a password.
    'aria-invalid': rawErrors.length > 0,
    inputWrapperOrder: ['label', 'input', 'error', 'description'] as ('label' | 'input' | 'error' | 'description')[],
    autoComplete: 'off',
    spellCheck: false,
    onBlur: () => onBlur(id, value),
  };
}

/** What is wrong with a field, and what can be written instead by one press. */
function Wrong({ id, rawErrors = [], registry }: WidgetProps): ReactElement {
  const { suggestions } = registry.formContext as FormHelp;
  const suggestion = suggestions?.get(id);
  return (
    <>
      {rawErrors.join('\n')}
      {suggestion && (
        <>
          {' '}
          <button type="button" className="link" onClick={suggestion.take}>
            {suggestion.label}
          </button>
        </>
      )}
    </>
  );
}

/** What the form tells its widgets beside their schemas. */
export interface FormHelp {
  /** By the id of the field. */
  suggestions?: ReadonlyMap<string, { label: string; take: () => void }>;
}

export function labelOf({ label, required }: WidgetProps): ReactElement {
  return (
    <>
      {label}
      {required ? null : <em> optional</em>}
    </>
  );
}

function exampleOf({ schema }: WidgetProps): string {
  const { examples, default: fallback } = schema;
  const example: unknown = fallback ?? (Array.isArray(examples) ? examples[0] : undefined);
  return typeof example === 'string' || typeof example === 'number' ? String(example) : '';
}

export function TextWidget(props: WidgetProps): ReactElement {
  const { value, onChange, schema } = props;
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  const entered = (text: string) => {
    if (text === '') return undefined;
    return isNumber && /^-?\d+$/.test(text) ? Number(text) : text;
  };
  return (
    <TextInput
      {...common(props)}
      label={labelOf(props)}
      inputMode={isNumber ? 'numeric' : 'text'}
      placeholder={props.placeholder || exampleOf(props)}
      value={value === undefined || value === null ? '' : String(value)}
      onChange={({ currentTarget }) => onChange(entered(currentTarget.value))}
    />
  );
}

export function SecretWidget(props: WidgetProps): ReactElement {
  const { value = '', onChange, label } = props;
  const [isShown, setIsShown] = useState(false);
  return (
    <PasswordInput
      {...common(props)}
      label={labelOf(props)}
      autoComplete="new-password"
      placeholder={props.placeholder}
      visible={isShown}
      onVisibilityChange={setIsShown}
      visibilityToggleButtonProps={{ 'aria-label': `${isShown ? 'Hide' : 'Show'} ${label}`, tabIndex: 0 }}
      value={value as string}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? undefined : currentTarget.value)}
    />
  );
}

export function ChoiceWidget(props: WidgetProps): ReactElement {
  const { value, onChange, options, required } = props;
  const { enumOptions = [] } = options;
  const index = enumOptions.findIndex((option) => option.value === value);
  const data = enumOptions.map(({ label }, at) => ({ value: String(at), label }));
  return (
    <NativeSelect
      {...common(props)}
      label={labelOf(props)}
      data={
        required && index >= 0
          ? data
          : [{ value: '', label: exampleOf(props) ? `Default (${exampleOf(props)})` : '' }, ...data]
      }
      value={index < 0 ? '' : String(index)}
      onChange={({ currentTarget }) => onChange(enumOptionsValueForIndex(currentTarget.value, enumOptions))}
    />
  );
}

export function SwitchWidget(props: WidgetProps): ReactElement {
  const { id, label, disabled, schema, rawErrors, value, onChange } = props;
  return (
    <Checkbox
      id={id}
      label={label}
      disabled={disabled === true}
      description={schema.description ? <Rich text={schema.description} /> : undefined}
      error={rawErrors?.join('\n')}
      aria-invalid={(rawErrors ?? []).length > 0}
      checked={value === true}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
