import type { ObjectFieldTemplateProps } from '@rjsf/utils';
import { useEffect, useState, type ReactElement } from 'react';

type Values = Record<string, unknown>;
type Property = ObjectFieldTemplateProps<Values>['properties'][number];

/** As many optional fields as are not worth folding. */
const fewOptional = 2;

interface MoreSettingsProps extends Pick<ObjectFieldTemplateProps<Values>, 'formData' | 'errorSchema' | 'schema'> {
  properties: readonly Property[];
}

/**
 * The settings that a method can do without, on one line that names them, so that the credential comes soon after what is
 * needed. They are there once one of them has a value, or something wrong with it.
 */
export function MoreSettings({ properties, formData = {}, errorSchema = {}, schema }: MoreSettingsProps): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  const isUsed = properties.some(({ name }) => formData[name] !== undefined);
  const wrong = properties.filter(({ name }) => Object.hasOwn(errorSchema, name)).length;
  useEffect(() => {
    if (isUsed || wrong > 0) setIsOpen(true);
  }, [isUsed, wrong]);
  const content = properties.map((property) => property.content);
  if (properties.length <= fewOptional) return <>{content}</>;
  return (
    <details
      className="more"
      open={isOpen}
      onToggle={({ currentTarget, target }) => {
        // Those within it tell of themselves as well.
        if (target === currentTarget) setIsOpen(currentTarget.open);
      }}
    >
      <summary>
        More settings <span className="muted">{properties.map(({ name }) => titleOf(schema, name)).join(', ')}</span>
      </summary>
      <div className="folded">{content}</div>
    </details>
  );
}

function titleOf(schema: MoreSettingsProps['schema'], name: string): string {
  const field = schema.properties?.[name];
  return typeof field === 'object' && field.title !== undefined ? field.title : name;
}
