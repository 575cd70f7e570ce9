import type { Problem } from '../../api/problems.ts';
import type { PlatformMethod } from '../platform.ts';
import { fits, type TextSchema } from './fits.ts';
import { isOwn } from './key-kinds.ts';

interface Draft {
  method: PlatformMethod;
  secret: Readonly<Record<string, string>>;
}

/** Two values of a Secret, each under the key of the other: what one of them is wrong by, the other one is right by. */
export function withExchanged(invalid: readonly Problem[], { method, secret }: Draft): Problem[] {
  const schemas = (method.secret?.['properties'] ?? {}) as Record<string, TextSchema | undefined>;
  return invalid.map((problem) => {
    const key = problem.at.slice('secret.'.length);
    const schema = schemas[key];
    if (problem.fix !== undefined || schema?.pattern === undefined || takesAny(key, schema)) return problem;
    const other = Object.keys(schemas).find(
      (name) =>
        name !== key &&
        fitsIn(secret[name], schema) &&
        !fitsIn(secret[key], schema) &&
        fitsIn(secret[key], schemas[name]),
    );
    return other === undefined ? problem : { ...problem, fix: `exchange it with key \`${other}\`` };
  });
}

/** What any word fits says nothing of where a value belongs. */
const takesAny = (key: string, schema: TextSchema) => isOwn(key) && fits('someone', schema);

function fitsIn(text: string | undefined, schema: TextSchema | undefined): boolean {
  return text !== undefined && (schema?.pattern === undefined || fits(text, schema));
}
