import { parseJson } from '../engine/response.ts';

/** Claims of a JWT, unverified: they are the platform's word to itself and serve display and tables only. Null if it is none. */
export function claimsOf(token: string | undefined): unknown {
  const parts = token?.split('.') ?? [];
  if (parts.length !== 3) return null;
  const claims = parseJson(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'));
  return typeof claims === 'object' ? claims : null;
}
