import { isJsonObject } from '../../api/json-object.ts';
import type { Draft } from '../contract.ts';
import { Refused } from './refusals.ts';

/** What the page sent, as a draft. @throws Refused if it is none */
export function draftFrom(body: unknown): Draft {
  const given = objectOf(body, 'The request');
  const text = (key: string) => {
    const value = given[key];
    if (typeof value !== 'string') throw new Refused(400, `${key} is not a text.`);
    return value.trim();
  };
  const secret = Object.entries(objectOf(given['secret'] ?? {}, 'secret'));
  if (secret.some(([, value]) => typeof value !== 'string'))
    throw new Refused(400, 'A key of the Secret is not a text.');
  const { requires, serviceAccountName, secretName } = given;
  return {
    platform: text('platform'),
    name: text('name'),
    namespace: text('namespace'),
    method: text('method'),
    config: objectOf(given['config'] ?? {}, 'config'),
    secret: Object.fromEntries(secret) as Record<string, string>,
    ...(requires === undefined ? {} : { requires: objectOf(requires, 'requires') }),
    ...(typeof serviceAccountName === 'string' ? { serviceAccountName } : {}),
    ...(typeof secretName === 'string' ? { secretName } : {}),
  };
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (isJsonObject(value)) return value;
  throw new Refused(400, `${what} is not an object.`);
}
