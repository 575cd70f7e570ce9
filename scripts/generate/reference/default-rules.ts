import { defaultMeaning, type Circumstances } from '../../../src/connectors/engine/defaults.ts';
import type { ReadResponse } from '../../../src/connectors/engine/response.ts';
import { table } from '../markdown.ts';

type Sample = readonly [label: string, response: Partial<ReadResponse>];

const samples: readonly Sample[] = [
  ['429', { status: 429 }],
  ['503 with `Retry-After`', { status: 503, headers: { 'retry-after': '60' } }],
  ['408, 425, 5xx other than 501', { status: 500 }],
  ['501', { status: 501 }],
  ['below 400 with a web page that has a sign-in form', { status: 200, html: true, text: '<input type=password>' }],
  ['below 400 with another web page', { status: 200, html: true, text: '<html>' }],
  ['2xx', { status: 200 }],
  ['401', { status: 401 }],
  ['403, 451 with a web page, unless header `Accept` is `*/*`', { status: 403, html: true }],
  ['403', { status: 403 }],
  ['404, 410', { status: 404 }],
  ['everything else', { status: 418 }],
];

const errors = [
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'access_denied',
  'invalid_scope',
  'unsupported_grant_type',
  'invalid_request',
  'temporarily_unavailable',
  'server_error',
];

const usual: Circumstances = {
  phase: 'test',
  host: '',
  fresh: false,
  accepted: false,
  tokenEndpoint: false,
  signed: false,
  now: 0,
};

/** When a response comes, which decides what some of them mean. */
const columns: readonly (readonly [title: string, at: Partial<Circumstances>])[] = [
  ['Sign-in, test', {}],
  ['with a token made in this test', { fresh: true }],
  ['with an accepted credential', { accepted: true }],
  ['`access`', { phase: 'access', accepted: true }],
];

/** The section with what a response means that no row of a Platform matches. */
export function defaultRules(): string[] {
  const rows = samples.map(([label, response]) => [
    label,
    ...columns.map(([, at]) => meant(response, { ...usual, ...at })),
  ]);
  const ofOAuth = errors.map((error) => [
    `\`${error}\``,
    meant({ status: 400, json: { error } }, { ...usual, tokenEndpoint: true }),
  ]);
  return [
    '## Default rules',
    'These rules judge a response over HTTP that no row of the Platform matches. The first one that matches counts.',
    table(['Response', ...columns.map(([title]) => title)], rows) ?? '',
    'Before the rules for 401 and later, the `error` of a token endpoint (RFC 6749, section 5.2) counts. If the token request held a signed JWT, `invalid_grant` is ClockSkew if header `Date` of the response and the clock of the operator differ by more than 60 seconds.',
    table(['`error`', 'Outcome'], ofOAuth) ?? '',
    [
      '- In `detect`, a status below 500 other than 408, 425 and 429 leads to the next step. If no step is left, the outcome is InvalidConfiguration.',
      '- The anonymous request must be refused: by a status of 400 to 499 other than 408, 425 and 429, or by a redirect to another origin or a sign-in page. Any other response below 400 is UnexpectedReply.',
      '- In `probe.find`, 404, or no value for a result of `set`, says that there is no file.',
      '- A 401 for a token made in this test repeats the sign-in once, if it has only `sign` and `oauth2` steps without grant `password`.',
    ].join('\n'),
  ];
}

function meant(response: Partial<ReadResponse>, at: Circumstances): string {
  const empty: ReadResponse = { status: 200, headers: {}, cookies: {}, text: '', json: null, xml: null, html: false };
  return defaultMeaning({ ...empty, ...response }, at)?.reason ?? 'passed';
}
