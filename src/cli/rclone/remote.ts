import type { Plan } from '../../connectors/index.ts';

/** A remote of rclone for one account. */
export interface Remote {
  type: string;
  /** In the order in which they are written. */
  options: Readonly<Record<string, string | undefined>>;
  /** What follows `name:` so that rclone begins where the Connection points: a bucket, a share. */
  root?: string;
  /** What rclone cannot express, or what a person must do about it. */
  notes?: readonly string[];
}

/** Why rclone cannot use this account, as the rest of a sentence. */
export interface Inexpressible {
  because: string;
}

export type ToRemote = (plan: Plan) => Remote | Inexpressible;

/** A setting as text, undefined if it is not set. */
export function setting({ config }: Plan, name: string): string | undefined {
  const value = config[name];
  return value === undefined || value === '' ? undefined : String(value);
}

/** For methods that rclone does not have. */
export function unknownMethod({ platform, method }: Plan): Inexpressible {
  return { because: `rclone cannot sign in to ${platform.spec.title} with method ${method.name}` };
}

/** Parts of a path without the empty ones. */
export function joined(...parts: (string | undefined)[]): string {
  return parts
    .flatMap((part) => (part ?? '').split('/'))
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
