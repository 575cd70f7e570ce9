import { withTheme } from '@rjsf/core';
import { Theme } from '@rjsf/mantine';
import type { ErrorSchema, FieldTemplateProps, ObjectFieldTemplateProps } from '@rjsf/utils';
import { useMemo, type ReactElement } from 'react';
import type { Problem } from '../../api/problems.ts';
import type { Draft, MethodForm, PlatformForm } from '../contract.ts';
import { formSchemas, heldByFile } from './form-schema.ts';
import { KeyFileWidget } from './key-file-widget.tsx';
import { ChoiceWidget, SecretWidget, SwitchWidget, TextWidget, type FormHelp } from './form-widgets.tsx';
import { ListField } from './list-field.tsx';
import { MoreSettings } from './more-settings.tsx';
import { elementOf, fieldOf, wordsFor } from './problem-fields.ts';
import { suggestionIn } from './suggested.ts';
import { validator } from './validator.ts';

type Values = Record<string, unknown>;

const Form = withTheme<Values>({
  ...Theme,
  widgets: {
    ...Theme.widgets,
    TextWidget,
    URLWidget: TextWidget,
    EmailWidget: TextWidget,
    DateTimeWidget: TextWidget,
    UpDownWidget: TextWidget,
    SelectWidget: ChoiceWidget,
    CheckboxWidget: SwitchWidget,
    SecretWidget,
    KeyFileWidget,
  } as never,
  fields: { ArrayField: ListField } as never,
  templates: { ...Theme.templates, FieldTemplate: Field as never, ObjectFieldTemplate: Group as never },
});

interface PlatformFieldsProps {
  platform: PlatformForm;
  method: MethodForm;
  draft: Draft;
  problems: readonly Problem[];
  onChange: (changes: Pick<Draft, 'config' | 'secret'>) => void;
  /** @param id - of the field that was left */
  onLeave: (id: string) => void;
}

/** The fields of a platform and a method, drawn from their schemas. */
export function PlatformFields({ platform, method, draft, problems, ...told }: PlatformFieldsProps): ReactElement {
  const wrong = problems.flatMap(({ at }) => fieldOf(at)?.[1] ?? []);
  const held = heldByFile(method, draft.secret, wrong).join();
  const { schema, uiSchema } = useMemo(() => formSchemas(platform, method, held.split(',')), [platform, method, held]);
  const extraErrors = useMemo(() => errorsOf(problems, platform), [problems, platform]);
  const suggestions = suggestionsFor(problems, platform, (config) =>
    told.onChange({ secret: draft.secret, config: { ...draft.config, ...config } }),
  );
  return (
    <Form
      className="rjsf"
      tagName="div"
      idPrefix="f"
      schema={schema}
      uiSchema={uiSchema}
      validator={validator as never}
      formData={{ config: draft.config, secret: draft.secret }}
      extraErrors={extraErrors}
      noValidate
      noHtml5Validate
      showErrorList={false}
      formContext={{ suggestions } satisfies FormHelp}
      experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults' }}
      onChange={({ formData = {} }) =>
        told.onChange({
          config: (formData['config'] ?? {}) as Draft['config'],
          secret: (formData['secret'] ?? {}) as Draft['secret'],
        })
      }
      onBlur={(id) => told.onLeave(id)}
    >
      <></>
    </Form>
  );
}

/** Every widget draws its own label, help and errors. */
function Field({ children, hidden }: FieldTemplateProps): ReactElement {
  return <div className={hidden ? 'hidden' : 'field'}>{children}</div>;
}

const legends: Readonly<Record<string, string>> = { f_config: 'Settings', f_secret: 'Credential' };

function Group(props: ObjectFieldTemplateProps<Values>): ReactElement {
  const { properties, fieldPathId, title, schema } = props;
  const shown = properties.filter(({ hidden }) => !hidden);
  const content = shown.map(({ content: field }) => field);
  if (fieldPathId.$id === 'f') return <>{content}</>;
  if (!Object.hasOwn(legends, fieldPathId.$id))
    return (
      <details>
        <summary>{schema.title ?? title}</summary>
        <div className="folded">{content}</div>
      </details>
    );
  return (
    <fieldset className="group">
      <legend>{legends[fieldPathId.$id]}</legend>
      {fieldPathId.$id === 'f_config' ? <Settings {...props} properties={shown} /> : content}
    </fieldset>
  );
}

function Settings(props: ObjectFieldTemplateProps<Values>): ReactElement {
  const { properties, schema, uiSchema } = props;
  const isRequired = ({ name }: { name: string }) => schema.required?.includes(name) === true;
  const needed = properties.filter(isRequired);
  const others = properties.filter((one) => !isRequired(one));
  const contentOf = (some: typeof properties) => some.map(({ content }) => content);
  return (
    <>
      {contentOf(needed)}
      {uiSchema?.['ui:options']?.['someNeeded'] === true ? (
        contentOf(others)
      ) : (
        <MoreSettings {...props} properties={others} />
      )}
    </>
  );
}

function suggested(problem: Problem, { config = {} }: PlatformForm) {
  return suggestionIn(problem, (config['properties'] ?? {}) as Values);
}

function suggestionsFor(
  problems: readonly Problem[],
  platform: PlatformForm,
  take: (config: Draft['config']) => void,
): NonNullable<FormHelp['suggestions']> {
  return new Map(
    problems.flatMap((problem) => {
      const found = suggested(problem, platform);
      const id = elementOf(problem.at);
      return found && id ? [[id, { label: found.label, take: () => take(found.config) }] as const] : [];
    }),
  );
}

function errorsOf(problems: readonly Problem[], platform: PlatformForm): ErrorSchema<Values> {
  const errors: Record<string, Record<string, { __errors: string[] }>> = {};
  for (const problem of problems) {
    const [group, key] = fieldOf(problem.at) ?? [];
    if (group === undefined || key === undefined) continue;
    const fields = (errors[group] ??= {});
    const field = (fields[key] ??= { __errors: [] });
    field.__errors.push(wordsFor(problem, suggested(problem, platform) !== undefined));
  }
  return errors;
}
