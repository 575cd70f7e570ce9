// Generated from crds/ by `npm run generate`; do not edit.

/**
 * What happens with a redirect. SameOrigin, the default, follows a redirect of the same origin and refuses any other. Return follows none, so that the replies can judge it. WithoutCredential follows a redirect to another of the platform's hosts without the credential, for example to a signed download address.
 */
export type PlatformRedirect = 'SameOrigin' | 'Return' | 'WithoutCredential';
/**
 * The reason that the test ends with, as docs/reasons describes them; or Passed, which accepts the response whatever its status is.
 */
export type PlatformOutcome =
  | 'Passed'
  | 'InvalidConfiguration'
  | 'CredentialsRejected'
  | 'CredentialsExpired'
  | 'CredentialsRevoked'
  | 'AccessRefused'
  | 'AccountLocked'
  | 'InteractionRequired'
  | 'TokenNotRefreshable'
  | 'PermissionDenied'
  | 'ScopeMissing'
  | 'TargetNotFound'
  | 'WrongRegion'
  | 'IdentityMismatch'
  | 'RateLimited'
  | 'ServiceUnavailable'
  | 'UnexpectedReply'
  | 'ClockSkew'
  | 'TimedOut';

export interface PlatformFields {
  spec: PlatformSpec;
  status?: PlatformStatus;
}
/**
 * What a person enters, how the operator signs in, what it asks the platform, and what each response means. Strings are templates such as {{config.url}}, or CEL expressions over a response, as the description of each field says.
 */
export interface PlatformSpec {
  /**
   * Name of the platform for people, as forms and messages show it.
   */
  title: string;
  /**
   * Other names that people use for this platform, such as former names. They help to find it; they are no names for spec.platform.
   */
  aliases?: string[];
  /**
   * The group under which lists and forms show the platform.
   */
  category: 'ContentManagement' | 'FileSharing' | 'CloudStorage' | 'FileProtocol' | 'Collaboration' | 'Business';
  /**
   * Address (https) of the vendor's page that describes how to sign in.
   */
  documentation?: string;
  /**
   * The protocol that the operator uses. A Platform of your own uses http, the default. The other drivers (sftp, ftp, smb, nfs, s3 and so on) belong to built-in platforms and take no steps.
   */
  driver?: string;
  retired?: PlatformRetirement;
  /**
   * JSON Schemas (2020-12) by name, for what several methods have in common. Elsewhere {$ref: '#/schemas/NAME'} refers to one of them.
   */
  schemas?: {
    [k: string]: unknown;
  };
  /**
   * JSON Schema (2020-12) of spec.config of a Connection. Forms, documentation and messages use its title, description and examples. Unknown keys are refused, and defaults are filled in before anything reads a setting. Without it the platform has no settings.
   */
  config?: {
    [k: string]: unknown;
  };
  /**
   * The only hosts that anything is sent to, with or without a credential: a host name such as api.example.com, a suffix of at least two labels such as *.example.com, or a template such as {{config.url}}, of which host and port count.
   */
  hosts?: string[];
  /**
   * Names for values that several fields use, in order: one name and its CEL expression per item, for example host: 'config.cloud == "gov" ? "gov.example.com" : "example.com"'. An expression may use config, requires, method and earlier names. One that reads the response, credential, account or probe has a value only where they are known; it is evaluated when it is used, once for each response.
   */
  define?: {
    [k: string]: string;
  }[];
  defaults?: PlatformDefaults;
  /**
   * Lists of rows by name, for what several steps have in common. An item {table: NAME} in replies is replaced by all rows of that table. A table may use other tables, but not in a circle.
   */
  tables?: {
    [k: string]: PlatformRow[];
  };
  /**
   * The ways to sign in. A Connection uses the one that spec.method names, else the one whose keys the Secret has.
   */
  methods: PlatformMethod[];
  /**
   * Whether the platform says who the account is. Named, the default, needs facts.account.id. Unnamed is for platforms that do not identify the account; then the refusal of an anonymous request or an accepted signIn is the proof.
   */
  identity?: 'Named' | 'Unnamed';
  /**
   * Steps with the credential, whose responses identify the account.
   */
  test?: PlatformRequestStep[];
  anonymous?: PlatformAnonymous;
  /**
   * Read-only steps after the test that find out what the account is allowed to do, and more about it. They may use what was found, as {{account.id}}, {{account.name}}, {{account.email}} and {{account.tenant}}.
   */
  access?: PlatformRequestStep[];
  probe?: PlatformProbe;
  budget?: PlatformBudget;
}
/**
 * Set it if the service no longer exists. A Connection to it fails with PlatformRetired and nothing is sent. The Platform then needs only title and category, and an empty list of methods.
 */
export interface PlatformRetirement {
  /**
   * Date on which the service ended, for example 2019-11-01.
   */
  since: string;
}
/**
 * What applies to every request of every step. A value that the step itself sets takes precedence.
 */
export interface PlatformDefaults {
  /**
   * Headers by name; the values are templates. A header whose template is empty is left out.
   */
  headers?: {
    [k: string]: string;
  };
  redirect?: PlatformRedirect;
}
/**
 * What a response means: if the expression in when is true, the outcome. The first row that matches wins; if none matches, the operator judges the response by its status.
 */
export interface PlatformRow {
  /**
   * Name of one of tables, whose rows take the place of this one. A row with table has no other field.
   */
  table?: string;
  /**
   * CEL expression that says whether the row matches, over the response (status, headers, cookies, text, json, xml, now), config, requires, method, the names of define, and the results of earlier steps. A field that is absent makes it false. After signIn also over credential.login, credential.claims and credential.fresh.
   */
  when?: string;
  outcome?: PlatformOutcome;
  /**
   * Name of the method to sign in with, instead of outcome. Only in detect.
   */
  use?: string;
  /**
   * Possible causes for people, which the message lists. Put settings and keys in back quotes.
   */
  causes?: string[];
  /**
   * What to do about it, as a sentence that replaces the general advice of the reason, for example "Set `spec.config.url` to the address of the API."
   */
  fix?: string;
  /**
   * CEL expression of when to test again, as seconds since 1970, for example now + 60, or as a time. Only for outcomes that are inconclusive, and only needed if the response has no header Retry-After.
   */
  retryAfter?: string;
  /**
   * True compares header Date of the response with the clock of the operator first. If they differ by more than 60 seconds the outcome is ClockSkew; without Date it is UnexpectedReply. Default false.
   */
  compareClocks?: boolean;
  then?: PlatformQuestion;
}
/**
 * A second request that tells apart the causes of one response. If no row of its replies matches, the outcome of the outer row counts.
 */
export interface PlatformQuestion {
  request: PlatformRequest;
  /**
   * Whether the request carries the credential of the method. Default true in test, access, probe and signOut; false in detect, signIn and then.
   */
  authenticate?: boolean;
  /**
   * What the second response means; the first row that matches wins.
   */
  replies: PlatformSecondRow[];
}
/**
 * An HTTP request. A header, parameter, field or property whose template is empty is left out. At most one of form, json, xml, file and multipart is the body.
 */
export interface PlatformRequest {
  /**
   * HTTP method, default GET. PUT, PATCH and DELETE are allowed only in probe and signOut, because a test changes nothing.
   */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'HEAD' | 'OPTIONS' | 'PROPFIND' | 'DELETE';
  /**
   * Template of the address (http or https). A value in the path is percent-encoded; {{name|segments}} keeps its slashes. The host must be one of hosts.
   */
  url: string;
  /**
   * Headers by name; the values are templates. {{name|json}} gives a JSON string.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * Query parameters by name; the values are templates. They are added to those of url.
   */
  query?: {
    [k: string]: string;
  };
  redirect?: PlatformRedirect;
  /**
   * Body of type application/x-www-form-urlencoded, fields by name; the values are templates.
   */
  form?: {
    [k: string]: string;
  };
  /**
   * Body of type application/json. Its strings are templates; a template alone in a string keeps a boolean, a number or a list as it is.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * Template of an XML body. Values are escaped. Set header Content-Type to the type that the platform expects, default application/xml.
   */
  xml?: string;
  file?: PlatformFile;
  multipart?: PlatformMultipart;
}
/**
 * A file as the body.
 */
export interface PlatformFile {
  /**
   * Media type of the file, default application/octet-stream.
   */
  type?: string;
  /**
   * Template of the content of the file, as a rule {{probe.content}}.
   */
  text: string;
}
/**
 * A body of several parts (RFC 2046), for uploads.
 */
export interface PlatformMultipart {
  /**
   * form-data, the default, is a form with a file in it; related is a file and its description.
   */
  subtype?: 'form-data' | 'related';
  /**
   * The parts, in order.
   */
  parts: PlatformPart[];
}
export interface PlatformPart {
  /**
   * Name of the form field (form-data).
   */
  name?: string;
  /**
   * Template of the name of the file.
   */
  filename?: string;
  /**
   * Media type of the part, default application/json for json.
   */
  type?: string;
  /**
   * Template of the content.
   */
  text?: string;
  /**
   * JSON as the content, instead of text; its strings are templates.
   */
  json?: {
    [k: string]: unknown;
  };
}
export interface PlatformSecondRow {
  /**
   * Name of one of tables, whose rows take the place of this one. A row with table has no other field.
   */
  table?: string;
  /**
   * CEL expression that says whether the row matches, over the response (status, headers, cookies, text, json, xml, now), config, requires, method, the names of define, and the results of earlier steps. A field that is absent makes it false. After signIn also over credential.login, credential.claims and credential.fresh.
   */
  when?: string;
  outcome?: PlatformOutcome;
  /**
   * Possible causes for people, which the message lists. Put settings and keys in back quotes.
   */
  causes?: string[];
  /**
   * What to do about it, as a sentence that replaces the general advice of the reason, for example "Set `spec.config.url` to the address of the API."
   */
  fix?: string;
  /**
   * CEL expression of when to test again, as seconds since 1970, for example now + 60, or as a time. Only for outcomes that are inconclusive, and only needed if the response has no header Retry-After.
   */
  retryAfter?: string;
  /**
   * True compares header Date of the response with the clock of the operator first. If they differ by more than 60 seconds the outcome is ClockSkew; without Date it is UnexpectedReply. Default false.
   */
  compareClocks?: boolean;
}
export interface PlatformMethod {
  /**
   * Name of the method, for spec.method of a Connection.
   */
  name: string;
  /**
   * Name of the method for people.
   */
  title: string;
  /**
   * What a person has to create or allow on the platform to use this method.
   */
  description?: string;
  /**
   * The protocol of this method, if it is not that of the platform. Only for built-in platforms.
   */
  driver?: string;
  /**
   * True uses the method only if spec.method names it, because another method with the same keys is what people usually mean. Default false.
   */
  byNameOnly?: boolean;
  /**
   * Files that a vendor issues, which a person puts into one key of the Secret as they are. Their parts become keys and settings before the schemas are checked. A key or setting that is already there takes precedence.
   */
  unpack?: PlatformUnpack[];
  /**
   * JSON Schema (2020-12) of the keys of the Secret, each a string. Every key is hidden (writeOnly) unless it says writeOnly: false, or names an account or a client by its place in credential or signIn. Without a schema the method needs no Secret.
   */
  secret?: {
    [k: string]: unknown;
  };
  /**
   * JSON Schema (2020-12) of further rules for spec.config with this method, for example {required: [tenantId]}. A setting that the method does not use is {properties: {NAME: false}}.
   */
  config?: {
    [k: string]: unknown;
  };
  serviceAccount?: PlatformServiceAccount;
  /**
   * Requests without any secret that find out what the platform accepts. A row with use chooses the method, which then signs in once; no second method is tried after a refusal. If several methods fit the Secret and none is named, the method with detect is used.
   */
  detect?: PlatformRequestStep[];
  /**
   * Steps that turn the Secret into a credential, such as a token request or a login form. Not needed if the Secret is shown as it is, for example a bearer token.
   */
  signIn?: PlatformStep[];
  credential?: PlatformCredential;
  /**
   * Steps that end the session. They are taken once a step of signIn was sent, whatever the result, for at most 5 seconds. A step is skipped if a name that it uses has no value.
   */
  signOut?: PlatformRequestStep[];
  interactive?: PlatformInteractive;
}
export interface PlatformUnpack {
  /**
   * Key of the Secret that holds the file.
   */
  key: string;
  /**
   * json is a JSON document, as it is or in base64. pairs is Name=value;Name=value. url is an address, whose parts are origin, host and query.
   */
  format: 'json' | 'pairs' | 'url';
  /**
   * Where each part goes. The name is secret.KEY or config.KEY, the value is the path of the part, for example a.b.c.
   */
  into: {
    [k: string]: string;
  };
}
/**
 * Set it for a method that signs in with a token of the ServiceAccount in spec.serviceAccountName instead of a Secret (workload identity). Templates use it as {{serviceAccount.token}}.
 */
export interface PlatformServiceAccount {
  /**
   * Template of the audience of the token.
   */
  audience: string;
}
/**
 * A request that the operator sends, and what its response means.
 */
export interface PlatformRequestStep {
  /**
   * Name under which later steps find the results, as {{NAME.result}}. Needed with set. Default token for an oauth2 step. A later step of the same name adds to its results and replaces them.
   */
  name?: string;
  /**
   * CEL expression that says, before anything is sent, whether the step is taken. It reads config, requires, method, names of define and results of earlier steps. Default true.
   */
  when?: string;
  request: PlatformRequest;
  /**
   * Whether the request carries the credential of the method. Default true in test, access, probe and signOut; false in detect, signIn and then.
   */
  authenticate?: boolean;
  /**
   * What the response means; the first row that matches wins. Without a match the operator judges by status.
   */
  replies?: PlatformRow[];
  /**
   * Results by name, CEL expressions over the response. One may use others of the same step, in any order. Later steps use them as {{STEP.NAME}} and, in expressions, STEP.NAME. A result must have a value, unless a question mark follows its name (NAME?).
   */
  set?: {
    [k: string]: string;
  };
  /**
   * What the response must say so that it is the account that the Connection means. A difference is IdentityMismatch.
   */
  expect?: PlatformExpectation[];
  facts?: PlatformFacts;
}
export interface PlatformExpectation {
  /**
   * Name of the setting in spec.config. A setting that is not set asks nothing.
   */
  setting: string;
  /**
   * CEL expression over the response that must equal the setting as text. If either is a list, one item is enough.
   */
  is: string;
  /**
   * CEL expression that says whether the comparison is made. Default true.
   */
  when?: string;
  /**
   * True compares without regard to case. Default false.
   */
  ignoreCase?: boolean;
  /**
   * What an expression without a value means. Refuse, the default, is IdentityMismatch; Accept passes.
   */
  unknown?: 'Refuse' | 'Accept';
  /**
   * Possible causes for people, which the message lists. Put settings and keys in back quotes.
   */
  causes?: string[];
}
/**
 * What the response says of the account, as CEL expressions. No value and null mean unknown.
 */
export interface PlatformFacts {
  account?: PlatformAccount;
  /**
   * CEL expression that must be true for the account to be a real one, not an anonymous one. In signIn it says that the platform accepted the secret. It must be true in every step that has it.
   */
  identified?: string;
  /**
   * CEL expression that says whether the account is an administrator, true or false.
   */
  administrator?: string;
  grants?: PlatformGrants;
  /**
   * CEL expression of when the credential ends, as a timestamp, text in RFC 3339, or seconds since 1970. The earliest of all steps counts.
   */
  expiry?: string;
}
/**
 * Who the account is. If several steps say so, the first value counts.
 */
export interface PlatformAccount {
  /**
   * CEL expression of the ID of the account. Without it nothing is Connected, unless identity is Unnamed.
   */
  id?: string;
  /**
   * CEL expression of the name of the account for people.
   */
  name?: string;
  /**
   * CEL expression of the e-mail address of the account.
   */
  email?: string;
  /**
   * CEL expression of the tenant, workspace or organization of the account.
   */
  tenant?: string;
}
/**
 * What the account is allowed to do. The first step that says true or false for a permission counts, so the narrowest object comes first.
 */
export interface PlatformGrants {
  /**
   * CEL expression that is true if the account may read files, false if not.
   */
  read?: string;
  /**
   * CEL expression that is true if the account may create files, false if not.
   */
  write?: string;
  /**
   * CEL expression that is true if the account may change files, false if not.
   */
  update?: string;
  /**
   * CEL expression that is true if the account may delete files, false if not.
   */
  delete?: string;
}
/**
 * One thing that the operator does and judges: a request, a token request (oauth2) or a signature (sign).
 */
export interface PlatformStep {
  /**
   * Name under which later steps find the results, as {{NAME.result}}. Needed with set. Default token for an oauth2 step. A later step of the same name adds to its results and replaces them.
   */
  name?: string;
  /**
   * CEL expression that says, before anything is sent, whether the step is taken. It reads config, requires, method, names of define and results of earlier steps. Default true.
   */
  when?: string;
  request?: PlatformRequest;
  oauth2?: PlatformOAuth2;
  sign?: PlatformSign;
  /**
   * Whether the request carries the credential of the method. Default true in test, access, probe and signOut; false in detect, signIn and then.
   */
  authenticate?: boolean;
  /**
   * What the response means; the first row that matches wins. Without a match the operator judges by status.
   */
  replies?: PlatformRow[];
  /**
   * Results by name, CEL expressions over the response. One may use others of the same step, in any order. Later steps use them as {{STEP.NAME}} and, in expressions, STEP.NAME. A result must have a value, unless a question mark follows its name (NAME?).
   */
  set?: {
    [k: string]: string;
  };
  /**
   * What the response must say so that it is the account that the Connection means. A difference is IdentityMismatch.
   */
  expect?: PlatformExpectation[];
  facts?: PlatformFacts;
}
/**
 * A token request (OAuth 2.0, RFC 6749). Its results are access, refresh, scope and claims (of a JWT, else null), as a rule used as {{token.access}}. Only in signIn.
 */
export interface PlatformOAuth2 {
  /**
   * The grant type. With refresh_token a new refresh token is stored in the Secret before the access token is used. token_exchange is RFC 8693, whose subject_token and other fields belong in form. jwt_bearer is RFC 7523, section 2.1.
   */
  grant: 'client_credentials' | 'refresh_token' | 'password' | 'token_exchange' | 'jwt_bearer';
  /**
   * Template of the address of the token endpoint.
   */
  tokenUrl: string;
  /**
   * Template of the client ID.
   */
  clientId?: string;
  /**
   * Template of the client secret.
   */
  clientSecret?: string;
  /**
   * How client ID and secret are sent. basic is HTTP Basic with both form-encoded first, as RFC 6749 says; basic-plain is HTTP Basic without that encoding; body is form fields; none leaves both out. Default basic if clientSecret is set, else body.
   */
  clientAuth?: 'basic' | 'basic-plain' | 'body' | 'none';
  /**
   * Template of a signed JWT that authenticates the client (RFC 7523, section 2.2), as a rule {{STEP.jwt}} of a sign step. It adds client_assertion and client_assertion_type.
   */
  clientAssertion?: string;
  /**
   * Template of the signed JWT that is the grant, as a rule {{STEP.jwt}} of a sign step. Only for jwt_bearer.
   */
  assertion?: string;
  /**
   * The refresh token, exactly {{secret.KEY}}, because a new refresh token replaces that key of the Secret. Only for refresh_token.
   */
  refreshToken?: string;
  /**
   * Whether the old refresh token ends as soon as a new one is issued. Default true. False, if the vendor says that the old one stays valid, saves the write before each refresh; a new one is stored all the same.
   */
  rotates?: boolean;
  /**
   * Template of the user name. Only for password.
   */
  username?: string;
  /**
   * Template of the password. Only for password.
   */
  password?: string;
  /**
   * Template of the scopes, separated by spaces.
   */
  scope?: string;
  /**
   * Further fields of the token request by name; the values are templates. An empty one is left out.
   */
  form?: {
    [k: string]: string;
  };
  /**
   * Further headers of the token request by name; the values are templates.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * Format of the body of the token request. form, the default, is what RFC 6749 says.
   */
  encoding?: 'form' | 'json';
  /**
   * CEL expression of the access token in the response. Default json.access_token.
   */
  access?: string;
}
/**
 * Makes a JWT that is signed with a key of the Secret, and sends nothing. Its result is jwt, used as {{STEP.jwt}}. Only in signIn.
 */
export interface PlatformSign {
  /**
   * Template of the private key, in PEM or as a JWK.
   */
  key: string;
  /**
   * Template of the passphrase of the private key, if it is encrypted.
   */
  passphrase?: string;
  /**
   * Template of the header kid.
   */
  keyId?: string;
  /**
   * Template of the certificate of the key, in PEM. It sets header x5t#S256, and its end is an expiry of the credential.
   */
  certificate?: string;
  /**
   * Template of the algorithm, one of RS256, RS384, RS512, PS256 and ES256. Default RS256.
   */
  algorithm?: string;
  /**
   * The claims; their strings are templates. The operator adds iat, nbf, exp and jti.
   */
  claims: {
    [k: string]: unknown;
  };
  /**
   * Seconds until the JWT expires (exp), default 300.
   */
  lifetimeSeconds?: number;
  /**
   * Seconds by which iat and nbf lie in the past, for platforms whose clocks are slow. Default 0.
   */
  backdateSeconds?: number;
}
/**
 * How each later request shows the credential. Exactly one of its fields.
 */
export interface PlatformCredential {
  /**
   * No credential, for a driver that signs in by itself, or a protocol without credentials.
   */
  none?: {};
  /**
   * HTTP Basic (RFC 7617).
   */
  basic?: {
    /**
     * Template of the user name.
     */
    username: string;
    /**
     * Template of the password.
     */
    password: string;
  };
  /**
   * Template of the token in header Authorization: Bearer (RFC 6750), for example {{token.access}}.
   */
  bearer?: string;
  /**
   * Headers by name, such as Cookie, Authorization or X-Api-Key; the values are templates. A name may be one template of a setting.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * Query parameters by name; the values are templates. Use it only if the platform has no header for it, because addresses are logged.
   */
  query?: {
    [k: string]: string;
  };
  /**
   * HTTP Digest (RFC 7616, or RFC 2069 for old servers) with the strongest algorithm that the server offers. The password itself is never sent.
   */
  digest?: {
    /**
     * Template of the user name.
     */
    username: string;
    /**
     * Template of the password.
     */
    password: string;
  };
  /**
   * NTLMv2 over HTTP (MS-NLMP), with channel binding over TLS. The connection that it signs in is used for the whole test. The password itself is never sent.
   */
  ntlm?: {
    /**
     * Template of the user name: user, DOMAIN\user or user@domain.
     */
    username: string;
    /**
     * Template of the password.
     */
    password: string;
    /**
     * Template of the Windows domain, if username has none.
     */
    domain?: string;
    /**
     * Template of the name of the computer to sign in from, if the account is bound to one.
     */
    workstation?: string;
  };
}
/**
 * How a person obtains the Secret of this method by signing in with a browser. Tests never use it.
 */
export interface PlatformInteractive {
  /**
   * Ways to sign in, the preferred one first. code: authorization code (RFC 6749). device: device authorization (RFC 8628). poll: a page that is opened in any browser, and a request that is repeated until the person has agreed. Default [code].
   */
  flows?: ('code' | 'device' | 'poll')[];
  /**
   * Template of the address of the authorization endpoint. Needed for flow code, unless discoveryUrl is set.
   */
  authorizeUrl?: string;
  /**
   * Template of the address that exchanges the code. Default: the tokenUrl of the step with grant refresh_token in signIn.
   */
  tokenUrl?: string;
  /**
   * Template of the address of the device authorization endpoint. Needed for flow device.
   */
  deviceUrl?: string;
  /**
   * Template of the address of an OpenID Provider Configuration document, which then says the other addresses and the issuer.
   */
  discoveryUrl?: string;
  /**
   * Template of the value that `iss` in the callback must have if it is there (RFC 9207).
   */
  issuer?: string;
  /**
   * Kind of client that the platform registers: confidential (with a secret), public (without), or either, as the person has it. Default confidential. A public client needs pkce S256.
   */
  client?: 'confidential' | 'public' | 'either';
  /**
   * How the exchange of the code authenticates the client. Default: that of the step with grant refresh_token.
   */
  clientAuth?: 'basic' | 'basic-plain' | 'body' | 'none';
  /**
   * Body of the exchange of the code. Default: that of the step with grant refresh_token.
   */
  encoding?: 'form' | 'json';
  /**
   * Proof key for code exchange (RFC 7636). Default S256; none for platforms that refuse it.
   */
  pkce?: 'S256' | 'none';
  scope?: PlatformInteractiveScope;
  /**
   * Further parameters of the authorization request, for example those that bring a refresh token; the values are templates.
   */
  parameters?: {
    [k: string]: string;
  };
  redirect?: PlatformInteractiveRedirect;
  poll?: PlatformInteractivePoll;
  /**
   * Settings that the query of the callback says, each an expression over `callback`. They are filled in before the code is exchanged, and the hosts that follow from them are checked like any other.
   */
  callback?: {
    [k: string]: string;
  };
  /**
   * Expression over the token response: the access token. Default json.access_token.
   */
  access?: string;
  /**
   * Expression over the token response: the code of an error, or null. It counts whatever the status is. Default json.error.
   */
  error?: string;
  /**
   * Keys of the Secret (secret.KEY) and settings (config.KEY) that the sign-in fills in, each an expression over `callback`, the token response (`json`), `idToken` (its claims) and `redirectUri`. Default: the key of the refresh token, from json.refresh_token.
   */
  fills?: {
    [k: string]: string;
  };
  choose?: PlatformInteractiveChoice;
  /**
   * What a refusal in the callback or the token response means; the first that matches counts.
   */
  refusals?: PlatformInteractiveRefusal[];
  /**
   * Where to register the client, as a sentence. The redirect address to enter there is shown beside it.
   */
  register?: string;
  /**
   * How long a code can be exchanged, if that is too short to paste it.
   */
  codeSeconds?: number;
  /**
   * How many sign-ins of one user and client live at the same time; the next one ends the oldest.
   */
  approvals?: number;
}
/**
 * Scopes to ask for. Without it no scope parameter is sent.
 */
export interface PlatformInteractiveScope {
  /**
   * Template of the scopes, separated by spaces.
   */
  value: string;
  /**
   * Template of the scopes to ask for instead if spec.requires.access has more than Read.
   */
  write?: string;
  /**
   * Name of the parameter. Default scope.
   */
  parameter?: string;
  /**
   * Name of the parameter for a public client, if it is another one.
   */
  publicParameter?: string;
  /**
   * What separates the scopes on the wire. Default a space.
   */
  separator?: string;
}
/**
 * Where the platform sends the browser back to.
 */
export interface PlatformInteractiveRedirect {
  /**
   * loopback: an address on this machine. https: only https addresses can be registered; the browser ends on a page that does not load, and the person pastes its address. copy: the platform shows the code on a page of its own. Default loopback.
   */
  kind?: 'loopback' | 'https' | 'copy';
  /**
   * Host of a loopback address, as the platform matches it. Default localhost.
   */
  host?: 'localhost' | '127.0.0.1';
  /**
   * any if the platform takes any port of a loopback address; registered, the default, if the port is part of what is registered.
   */
  port?: 'any' | 'registered';
  /**
   * Value of redirect_uri for kind https or copy. Without it a copy sends no redirect_uri.
   */
  uri?: string;
}
/**
 * Requests of flow poll.
 */
export interface PlatformInteractivePoll {
  /**
   * Template of the address that begins the sign-in with a POST.
   */
  url: string;
  /**
   * Expression over that response: the address that the person opens.
   */
  open: string;
  /**
   * Expression over that response: the address that is asked, with a POST, whether the person has agreed.
   */
  ask: string;
  /**
   * Expression over that response: the value of the form field `token` of each such request.
   */
  token: string;
  /**
   * Expression over the response: whether the person has not agreed yet. Default status == 404.
   */
  pending?: string;
  /**
   * How long the page can be used. Default 1200.
   */
  seconds?: number;
}
/**
 * A setting that is chosen from a list which the account can read.
 */
export interface PlatformInteractiveChoice {
  /**
   * Name of the setting in spec.config.
   */
  setting: string;
  /**
   * Template of the address of the list. It is asked with GET and the access token.
   */
  url: string;
  /**
   * Expression over the response: a list of objects with `id` and `label`.
   */
  items: string;
}
export interface PlatformInteractiveRefusal {
  /**
   * Code of the error, as the callback or the token response says it.
   */
  error: string;
  /**
   * What to do, as a sentence.
   */
  fix: string;
}
/**
 * Repeats the last step of test that was taken, without credential, cookies and results of signIn. If the platform does not refuse it, the first response proved nothing. Use {} for all defaults.
 */
export interface PlatformAnonymous {
  /**
   * After, the default, repeats it after test. Before sends it first, so that no secret is sent to a platform that accepts anybody.
   */
  order?: 'After' | 'Before';
  /**
   * CEL expression over the response to the credential that says whether to repeat it. Default true. Not with Before.
   */
  when?: string;
  /**
   * CEL expression over the repeated response that is true if the platform refused it. Default: a status of 400 to 499 except 408, 425 and 429, or a redirect to a sign-in page.
   */
  refused?: string;
}
/**
 * How requires.proof Probe writes, reads, overwrites and deletes one small file in requires.path. The steps have no name; they use {{probe.name}} and {{probe.content}}, the name and content of the file, and what earlier ones set as {{probe.NAME}}. prepare comes first and checks that the folder exists. find looks for a file that an aborted test left; status 404, or no value for a result of set, says that there is none. purge deletes the file from the recycle bin after remove.
 */
export interface PlatformProbe {
  /**
   * CEL expression over config, requires, method and names of define that says whether this Connection can be probed. Default true. If it is not true, requires.proof Probe is refused.
   */
  when?: string;
  prepare?: PlatformProbeStep;
  find?: PlatformProbeStep;
  create: PlatformProbeStep;
  read: PlatformProbeStep;
  overwrite: PlatformProbeStep;
  remove: PlatformProbeStep;
  purge?: PlatformProbeStep;
}
/**
 * A request of the probe, and what its response means.
 */
export interface PlatformProbeStep {
  /**
   * CEL expression that says, before anything is sent, whether the step is taken. It reads config, requires, method, names of define and results of earlier steps. Default true.
   */
  when?: string;
  request: PlatformRequest;
  /**
   * Whether the request carries the credential of the method. Default true in test, access, probe and signOut; false in detect, signIn and then.
   */
  authenticate?: boolean;
  /**
   * What the response means; the first row that matches wins. Without a match the operator judges by status.
   */
  replies?: PlatformRow[];
  /**
   * Results by name, CEL expressions over the response. One may use others of the same step, in any order. Later steps use them as {{STEP.NAME}} and, in expressions, STEP.NAME. A result must have a value, unless a question mark follows its name (NAME?).
   */
  set?: {
    [k: string]: string;
  };
}
/**
 * What the vendor allows. Tests of all Connections to this platform stay below it.
 */
export interface PlatformBudget {
  /**
   * Tests per day and Connection.
   */
  callsPerDay?: number;
  /**
   * Token requests per hour and Connection.
   */
  tokensPerHour?: number;
  perHost?: PlatformHostBudget;
}
/**
 * What one host allows, over all Connections.
 */
export interface PlatformHostBudget {
  /**
   * Tests at the same time.
   */
  concurrency?: number;
  /**
   * Tests that start per second.
   */
  perSecond?: number;
}
/**
 * What the operator found out about the Platform.
 */
export interface PlatformStatus {
  /**
   * The generation of the spec that this status describes; -1 before the operator has read it.
   */
  observedGeneration?: number;
  /**
   * Number of Connections that use this Platform. An operator with `--namespaces` does not count them.
   */
  connections?: number;
  /**
   * Names of its methods, separated by commas, for people.
   */
  methods?: string;
  /**
   * Its other names, separated by commas, for people.
   */
  aliases?: string;
  /**
   * Accepted says whether the Platform is valid. Ready is True if Connections can use it. Stalled is True if it stays unusable until its spec changes.
   */
  conditions?: PlatformCondition[];
}
export interface PlatformCondition {
  /**
   * Accepted, Ready or Stalled.
   */
  type: string;
  /**
   * True, False or Unknown.
   */
  status: 'True' | 'False' | 'Unknown';
  /**
   * The generation of the spec that the condition describes.
   */
  observedGeneration?: number;
  /**
   * When the status of the condition last changed.
   */
  lastTransitionTime: string;
  /**
   * Machine-readable reason in CamelCase: Accepted, BuiltIn, NameReserved, DriverUnknown, SchemaInvalid, ExpressionInvalid, TemplateInvalid, SpecInvalid or HostsOpen.
   */
  reason: string;
  /**
   * What is wrong, for people: the path of each field, and what to write instead.
   */
  message: string;
}
