import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { PlatformAuth } from '../../api/platform.gen.ts';
import { isSetback, setback } from '../finding.ts';
import { filled } from '../engine/request.ts';
import { renderText } from '../engine/template.ts';
import type { Strategy } from './credential.ts';
import { readPrivateKey } from './private-key.ts';
import { requestToken } from './token-request.ts';

const grant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** JWT bearer assertion (RFC 7523, 2.1), signed with the private key of the Secret. */
export const jwtBearer: Strategy<NonNullable<PlatformAuth['jwtBearer']>> = async (options, talk) => {
  const { scope, channel } = talk;
  const key = readPrivateKey(renderText(options.key, scope) ?? '', optional(options.passphrase));
  if (typeof key === 'string') return setback('Resolved', 'SecretInvalid', { about: `${nameOf(options.key)} ${key}` });
  const issuedAt = Math.floor(channel.context.now() / 1000);
  const keyId = optional(options.keyId);
  const assertion = await new SignJWT(Object.fromEntries(filled(options.claims, scope, renderText)))
    .setProtectedHeader({
      alg: optional(options.algorithm) ?? 'RS256',
      typ: 'JWT',
      ...(keyId === undefined ? {} : { kid: keyId }),
    })
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (options.lifetimeSeconds ?? 60))
    .setJti(randomUUID())
    .sign(key);
  // The assertion is a value, not a template: it goes through the session so that no brace in it is read as one.
  const signed = { ...talk, scope: { ...scope, session: { ...scope.session, assertion } } };
  const form = { grant_type: grant, assertion: '{{session.assertion}}', ...options.form };
  const credential = await requestToken(
    { url: options.tokenUrl, form, replies: options.replies, signed: true },
    signed,
  );
  return isSetback(credential) ? credential : { ...credential };

  function optional(template: string | undefined): string | undefined {
    return template === undefined ? undefined : renderText(template, scope);
  }
};

function nameOf(template: string): string {
  return /\{\{secret\.(.*?)\}\}/.exec(template)?.[1] ?? 'the private key';
}
