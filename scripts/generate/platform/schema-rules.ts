import type { PlatformMethod, PlatformSpec } from '../../../src/connectors/platform.ts';
import { allOf, bullets, code, oneOf } from '../markdown.ts';
import { rulesOf, type ObjectSchema, type Property } from './keys.ts';

/** What a method asks of spec.config besides the platform's own schema. */
export function configOfMethod({ config }: PlatformMethod): string | undefined {
  if (!config) return undefined;
  const { required = [], properties = {} } = config as ObjectSchema;
  const refused = Object.keys(properties).filter((name) => properties[name] === false);
  return bullets([
    ...(required.length > 0 ? [`Requires ${allOf(required.map(code))} in \`spec.config\`.`] : []),
    ...alternatives(config),
    ...narrowed(properties).map((text) => `In \`spec.config\`, ${text}.`),
    ...(refused.length > 0 ? [`Does not allow ${oneOf(refused.map(code))} in \`spec.config\`.`] : []),
  ]);
}

/** Rules of the settings that hold for more than one of them. */
export function settingRules({ config = {} }: PlatformSpec): string | undefined {
  const { dependentRequired = {} } = config as ObjectSchema;
  const pairs = Object.entries(dependentRequired).map(
    ([name, others]) => `If ${code(name)} is set, ${allOf(others.map(code))} must be set.`,
  );
  return bullets([...alternatives(config), ...pairs, ...conditions(config)]);
}

/** Rules of the keys of a Secret that hold under conditions. */
export function secretRules({ secret = {} }: PlatformMethod): string | undefined {
  return bullets(conditions(secret));
}

function alternatives({ anyOf, oneOf: exactly }: ObjectSchema): string[] {
  const choices = (anyOf ?? exactly ?? []).map((one) => allOf((one.required ?? []).map(code))).filter(Boolean);
  return choices.length === 0 ? [] : [`Requires ${oneOf(choices)} in \`spec.config\`.`];
}

function narrowed(properties: Readonly<Record<string, Property | boolean>>): string[] {
  return Object.entries(properties).flatMap(([name, property]) =>
    typeof property === 'object' && rulesOf(property).length > 0
      ? [`${code(name)} is ${rulesOf(property).join('; ')}`]
      : [],
  );
}

/** What a schema asks for under conditions (`if`, `then`, `else`, also inside `allOf`). */
function conditions(schema: object): string[] {
  const { allOf: all = [], ...own } = schema as ObjectSchema;
  return [own, ...all].flatMap(({ if: condition, then: yes, else: no }) => {
    const when = narrowed(condition?.properties ?? {});
    return when.length === 0 ? [] : [...needs(yes, `If ${allOf(when)}`), ...needs(no, `Unless ${allOf(when)}`)];
  });
}

function needs(schema: ObjectSchema | undefined, start: string): string[] {
  return schema?.required?.length ? [`${start}, ${allOf(schema.required.map(code))} must be set.`] : [];
}

const formats = { json: 'the JSON file', pairs: 'the text `Name=value;Name=value`', url: 'the address' } as const;

/** Keys that may hold a file as the vendor issues it. */
export function unpacking({ unpack = [] }: PlatformMethod): string | undefined {
  // What one entry does not find, another may find in the same file.
  const files = Map.groupBy(unpack, ({ key }) => key);
  return bullets(
    [...files].map(([key, entries]) => {
      const [{ format } = { format: 'json' as const }] = entries;
      const places = [...new Set(entries.flatMap(({ into }) => Object.keys(into)))].map((place) =>
        code(place.startsWith('config.') ? `spec.${place}` : place.replace(/^secret\./, '')),
      );
      return `${code(key)} takes ${formats[format]} as the vendor issues it, and fills in ${allOf(places)}. A key or setting that is set takes precedence.`;
    }),
  );
}
