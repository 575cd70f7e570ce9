import type { PlatformCredential, PlatformOAuth2, PlatformStep } from '../../../src/api/platform.gen.ts';
import type { PlatformMethod, PlatformSpec } from '../../../src/connectors/platform.ts';
import { secretKeysIn } from '../../../src/connectors/language/secret-use.ts';
import { allOf, code } from '../markdown.ts';
import { ifOf, questionsOf, requestOf } from './requests.ts';
import { readable } from './readable.ts';

/** How a method signs in, in sentences. */
export function signInOf(spec: PlatformSpec, { signIn = [], credential }: PlatformMethod): string {
  const steps = signIn.map((step) => `${stepText(spec, step)}${ifOf(spec, step.when)}`);
  const questions = questionsOf(spec, signIn);
  return [
    ...(steps.length > 0 ? [`${capital(steps.join('; then '))}.`] : []),
    ...(questions.length > 0 ? [`After an ambiguous response, one more request: ${allOf(questions)}.`] : []),
    ...(credential ? [credentialText(spec, credential)] : []),
  ].join(' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function stepText(spec: PlatformSpec, { request, oauth2, sign }: PlatformStep): string {
  if (oauth2) return tokenRequest(spec, oauth2);
  if (request) return requestOf(spec, request);
  const [key] = secretKeysIn(sign?.key);
  return `sign a JWT${key === undefined ? '' : ` with key ${code(key)}`}`;
}

function tokenRequest(spec: PlatformSpec, { tokenUrl, grant, refreshToken }: PlatformOAuth2): string {
  const [key] = secretKeysIn(refreshToken);
  const kept = key === undefined ? '' : `; a new refresh token is stored in key ${code(key)} before anything else`;
  return `${requestOf(spec, { method: 'POST', url: tokenUrl })} for an access token (OAuth 2.0, grant ${code(grant)})${kept}`;
}

/** How each later request shows the credential. */
function credentialText(spec: PlatformSpec, credential: PlatformCredential): string {
  const { basic, bearer, headers, query, digest, ntlm } = credential;
  if (basic)
    return `Each request carries ${code(basic.username)} and ${code(basic.password)} as user name and password (HTTP Basic).`;
  if (bearer !== undefined) return carried('', `Authorization: Bearer ${readable(spec, bearer)}`);
  if (headers)
    return carried('', ...Object.entries(headers).map(([name, value]) => `${name}: ${readable(spec, value)}`));
  if (query) return carried('query parameter ', ...Object.keys(query));
  if (digest)
    return "The password itself is not sent: each request answers the server's challenge with a hash (HTTP Digest).";
  if (ntlm)
    return 'The password itself is not sent: it signs in one connection, which the whole test uses (NTLMv2, with channel binding over TLS).';
  return 'The protocol itself carries the credential, if there is one.';
}

function carried(what: string, ...shown: string[]): string {
  return `Each request carries ${what}${allOf(shown.map(code))}.`;
}
