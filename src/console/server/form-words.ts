import { inFull, type Platform } from '../../connectors/index.ts';

type Titles = Readonly<Record<string, string>>;

/** What the fields of a form are called that are not of the platform. */
const ownTitles: readonly (readonly [RegExp, string])[] = [
  [/`?spec\.requires\.path`?/g, '“Where”'],
  [/`?spec\.requires(?:\.access)?`?/g, '“What the job needs”'],
  [/`?spec\.method`?/g, '“How to sign in”'],
  [/`?spec\.config`?(?!\.)/g, 'the settings'],
];

/** What is done to a Secret in YAML is done to a field in a form. */
const doings: readonly (readonly [RegExp, string])[] = [
  [/\bkey (“[^”]+”) of the Secret/g, '$1'],
  [/\bPut (.+?) into the Secret/g, 'Enter $1'],
  [/\bput (.+?) into the Secret/g, 'enter $1'],
  [/(“[^”]+”) in the Secret\b/g, '$1'],
  [/\bin the Secret\b/g, 'in the form'],
  [/\bAdd what is missing to the Secret\b/g, 'Enter what is missing'],
  [/\b(L|l)ook at the Secret\b/g, '$1ook at the form'],
  [/request a test \(annotation [^)]*\)/g, 'test again'],
];

/**
 * What a verdict advises, for somebody who has a form before them and no manifest: a setting or key is called as its field
 * is, and entered there.
 * @example formWords('Correct `username` or `password` in the Secret.', webdav, 'basic')
 * // → 'Correct “User name” or “Password”.'
 */
export function formWords(text: string, { spec }: Platform, methodName: string): string {
  const { config, methods } = inFull(spec);
  const method = methods.find(({ name }) => name === methodName);
  const settings = { ...titlesIn(config), ...titlesIn(method?.config) };
  const keys = titlesIn(method?.secret);
  const named = text
    .replace(/`?spec\.config\.([A-Za-z0-9_]+)(?:\[\d+\])?`?/g, (whole, key: string) => quoted(settings, key) ?? whole)
    .replace(/`([A-Za-z0-9_]+)`/g, (whole, key: string) => quoted(keys, key) ?? quoted(settings, key) ?? whole);
  return [...ownTitles, ...doings].reduce((said, [pattern, words]) => said.replace(pattern, words), named);
}

function quoted(titles: Titles, key: string): string | undefined {
  return Object.hasOwn(titles, key) ? `“${titles[key]}”` : undefined;
}

function titlesIn(schema: { properties?: unknown } | undefined): Titles {
  const properties = schema?.properties as Record<string, { title?: string } | boolean> | undefined;
  return Object.fromEntries(
    Object.entries(properties ?? {}).flatMap(([key, field]) =>
      typeof field === 'object' && field.title !== undefined ? [[key, field.title]] : [],
    ),
  );
}
