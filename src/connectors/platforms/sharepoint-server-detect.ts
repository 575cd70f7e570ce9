import type { PlatformDetectionStep, PlatformReply, PlatformRequest } from '../../api/platform.gen.ts';
import type { PlatformMethod } from '../platform.ts';
import { password } from './field.ts';
import { signInPage, told } from './replies/sharepoint-server.ts';
import { noDomain, windowsUser } from './sharepoint-server-methods.ts';

/**
 * `f`: answer with a Windows challenge where there is one, and with the address of the sign-in page where there is none.
 * learn.microsoft.com/openspecs/sharepoint_protocols/ms-ofba, 2.2.1 and 2.2.2
 */
export const noForms = { 'X-FORMS_BASED_AUTH_ACCEPTED': 'f' };

const offers = (scheme: string) => told('www-authenticate', `(?i)(^|, *)${scheme}( |,|$)`);
const safe = 'config.siteUrl.startsWith("https://")';
const federated = 'has(config.adfsUrl) && has(config.relyingParty)';

const choices: PlatformDetectionStep['choices'] = [
  // Negotiate takes NTLM as well, unless Kerberos alone is left to it, which nothing tells beforehand.
  { when: `status == 401 && ${offers('(ntlm|negotiate)')}`, use: 'ntlm' },
  { when: `status == 401 && ${safe} && ${offers('basic')}`, use: 'basic' },
  { when: `${federated} && ${signInPage('trust|login')}`, use: 'adfs' },
  { when: `${safe} && ${signInPage('forms|login')}`, use: 'forms' },
];

const replies: PlatformReply[] = [
  { when: 'status == 404', outcome: 'TargetNotFound', causes: ['there is no site at siteUrl'] },
  {
    when: `!${safe} && !${offers('(ntlm|negotiate)')} && (${offers('basic')} || ${signInPage('forms')})`,
    outcome: 'InvalidConfiguration',
    causes: [
      'over http anyone on the way could read the password: set spec.method to basic or forms where that is meant',
    ],
  },
  {
    when: `!(${federated}) && ${signInPage('trust')}`,
    outcome: 'InvalidConfiguration',
    causes: ['the site signs in with ADFS: give adfsUrl and relyingParty'],
  },
];

/** @param probe - what tells who we are, here asked by nobody */
export function automatic(probe: PlatformRequest): PlatformMethod {
  return {
    name: 'automatic',
    title: 'Detect automatically',
    description:
      'Finds out without the password what the site takes, and signs in once with the best of it: NTLM, HTTP Basic over https, ADFS where adfsUrl and relyingParty are given, forms over https. After a refusal nothing else is tried. status.lastTest.method says which one it was.',
    secret: { required: ['username', 'password'], properties: { username: windowsUser, password } },
    config: { properties: noDomain },
    auth: {
      detect: {
        steps: [
          { request: probe, replies, choices },
          // A site that lets strangers in, or an API that only says 403, tells it when it is asked as Office asks.
          {
            request: { method: 'OPTIONS', url: '{{config.siteUrl}}', redirect: 'return', headers: noForms },
            replies,
            choices,
          },
        ],
      },
    },
  };
}
