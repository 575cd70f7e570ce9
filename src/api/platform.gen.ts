// Generated from crds/ by `npm run generate`; do not edit.

/**
 * Connected, or a reason.
 */
export type PlatformOutcome =
  | 'Connected'
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
 * What a person selects and enters, and how the operator tests it.
 */
export interface PlatformSpec {
  /**
   * Name for people.
   */
  title: string;
  /**
   * Other names people know this platform by.
   */
  aliases?: string[];
  /**
   * Where it stands in the list.
   */
  category: 'ContentManagement' | 'FileSharing' | 'CloudStorage' | 'FileProtocol' | 'Collaboration' | 'Business';
  /**
   * The vendor's page on this way to sign in.
   */
  documentation?: string;
  /**
   * What speaks to the platform. A Platform of your own uses http; the others (sftp, ftp, smb, nfs, s3 …) are for built-in platforms.
   */
  driver?: string;
  /**
   * The service no longer exists; a Connection to it fails with PlatformRetired and nothing is sent.
   */
  retired?: {
    /**
     * When it ended.
     */
    since: string;
  };
  /**
   * JSON Schema (2020-12) of spec.config of a Connection. title, description and examples feed forms, documentation and error messages. Keys it does not name are refused.
   */
  config?: {
    [k: string]: unknown;
  };
  /**
   * The ways to sign in.
   */
  methods: PlatformMethod[];
  /**
   * The only hosts that the platform's credentials may be sent to: a host name, *.suffix, or a template such as {{config.url}}, of which the host and port count.
   */
  hosts?: string[];
  http?: PlatformHttp;
}
export interface PlatformMethod {
  /**
   * Name for spec.method.
   */
  name: string;
  /**
   * What speaks to the platform with this method, where it is not the platform's own driver.
   */
  driver?: string;
  /**
   * Name for people.
   */
  title: string;
  /**
   * What to create on the platform's side.
   */
  description?: string;
  /**
   * Chosen only where spec.method names it, because another method that takes the same keys is what is usually meant.
   */
  byNameOnly?: boolean;
  /**
   * JSON Schema (2020-12) of the Secret's keys. Every value is a string.
   */
  secret?: {
    [k: string]: unknown;
  };
  /**
   * JSON Schema that spec.config must meet as well with this method, for example {required: [subject]}.
   */
  config?: {
    [k: string]: unknown;
  };
  /**
   * A file as the vendor issues it in one key of the Secret; its parts become keys, or settings, before the schemas are checked. What is set by itself wins.
   */
  unpack?: PlatformUnpack[];
  identity?: PlatformIdentity;
  auth: PlatformAuth;
}
export interface PlatformUnpack {
  /**
   * Key of the Secret that holds the file.
   */
  key: string;
  /**
   * json - a JSON document, as it is or in base64; pairs - Name=value;Name=value; url - an address, its parts are origin, host and query.
   */
  format: 'json' | 'pairs' | 'url';
  /**
   * Where each part goes: secret.KEY or config.KEY as the name, the part's path (a.b.c) as the value.
   */
  into: {
    [k: string]: string;
  };
}
/**
 * This method signs in with a token of the Connection's service account (spec.serviceAccountName) and needs no Secret; templates name it {{identity.token}}.
 */
export interface PlatformIdentity {
  /**
   * Template of the audience that the token is asked for.
   */
  audience: string;
}
/**
 * How the credential is shown to the platform. Exactly one.
 */
export interface PlatformAuth {
  /**
   * By the driver itself, or no credential at all.
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
   * Header Authorization: Bearer (RFC 6750).
   */
  bearer?: {
    /**
     * Template of the token.
     */
    token: string;
  };
  /**
   * A header of the platform's own.
   */
  header?: {
    /**
     * Template of the header's name.
     */
    name: string;
    /**
     * Template of the value.
     */
    value: string;
  };
  /**
   * A query parameter. Use it only where the platform knows no header.
   */
  query?: {
    /**
     * Name of the parameter.
     */
    name: string;
    /**
     * Template of the value.
     */
    value: string;
  };
  /**
   * HTTP Digest (RFC 7616; RFC 2069 where the server knows no better), with the strongest algorithm that the server offers. The password itself is never sent.
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
   * NTLMv2 over HTTP (MS-NLMP), with channel binding over TLS. The connection that it signs in is kept for the whole test. Where the server refuses it is AccessRefused, which no reply overrules.
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
     * Template of the domain.
     */
    domain?: string;
    /**
     * Template of the name of the machine to sign in from.
     */
    workstation?: string;
  };
  /**
   * OAuth 2.0 (RFC 6749); the access token is sent as Bearer.
   */
  oauth2?: {
    /**
     * The grant. With refresh_token, a new refresh token in the reply is stored before the access token is used. token_exchange is RFC 8693; form then has subject_token and the like.
     */
    grant?: 'client_credentials' | 'refresh_token' | 'password' | 'token_exchange';
    /**
     * Template of the address of an OpenID configuration, which is read first; tokenUrl is then {{session.tokenEndpoint}}.
     */
    discoveryUrl?: string;
    /**
     * Template of the refresh token; default {{secret.refreshToken}}.
     */
    refreshToken?: string;
    /**
     * Whether a new refresh token kills the old one. Say false only where the vendor says that it does not: then nothing is written before a refresh.
     */
    rotates?: boolean;
    /**
     * Template of the user name (password grant).
     */
    username?: string;
    /**
     * Template of the password (password grant).
     */
    password?: string;
    /**
     * Template of the token endpoint.
     */
    tokenUrl: string;
    /**
     * Template of the client id.
     */
    clientId?: string;
    /**
     * Template of the client secret.
     */
    clientSecret?: string;
    /**
     * Where the endpoint wants id and secret - Basic header, form fields, or not at all. basic-plain is Basic for an endpoint that does not undo the form encoding of RFC 6749. Default: basic where there is a client id and no assertion.
     */
    clientAuth?: 'basic' | 'basic-plain' | 'body' | 'none';
    assertion?: PlatformAssertion;
    /**
     * Template of the scopes, separated by spaces.
     */
    scope?: string;
    /**
     * Further form fields (templates). One that is empty is left out.
     */
    form?: {
      [k: string]: string;
    };
    /**
     * Further headers of the token request (templates).
     */
    headers?: {
      [k: string]: string;
    };
    /**
     * How the token request carries its fields.
     */
    encoding?: 'form' | 'json';
    /**
     * CEL of the access token in the reply; default json.access_token.
     */
    token?: string;
    /**
     * CEL over the token reply; each becomes {{session.NAME}}.
     */
    values?: {
      [k: string]: string;
    };
    /**
     * What a reply means; the first that matches wins, the engine's own rules follow.
     */
    replies?: PlatformReply[];
    next?: PlatformTokenStep;
  };
  /**
   * JWT bearer assertion as the grant (RFC 7523, 2.1); the access token is sent as Bearer.
   */
  jwtBearer?: {
    /**
     * Template of the token endpoint.
     */
    tokenUrl: string;
    assertion: PlatformAssertion;
    /**
     * Template of the client id.
     */
    clientId?: string;
    /**
     * Template of the client secret.
     */
    clientSecret?: string;
    /**
     * Where the endpoint wants id and secret - Basic header, form fields, or not at all. basic-plain is Basic for an endpoint that does not undo the form encoding of RFC 6749. Default: basic where there is a client id and no assertion.
     */
    clientAuth?: 'basic' | 'basic-plain' | 'body' | 'none';
    /**
     * Template of the scopes, separated by spaces.
     */
    scope?: string;
    /**
     * Further form fields (templates). One that is empty is left out.
     */
    form?: {
      [k: string]: string;
    };
    /**
     * Further headers of the token request (templates).
     */
    headers?: {
      [k: string]: string;
    };
    /**
     * How the token request carries its fields.
     */
    encoding?: 'form' | 'json';
    /**
     * CEL of the access token in the reply; default json.access_token.
     */
    token?: string;
    /**
     * CEL over the token reply; each becomes {{session.NAME}}.
     */
    values?: {
      [k: string]: string;
    };
    /**
     * What a reply means; the first that matches wins, the engine's own rules follow.
     */
    replies?: PlatformReply[];
  };
  /**
   * A login request whose reply holds a session or ticket.
   */
  session?: {
    assertion?: PlatformAssertion;
    login: PlatformRequest;
    /**
     * What a reply means; the first that matches wins, the engine's own rules follow.
     */
    replies?: PlatformReply[];
    /**
     * CEL over the login's reply; each becomes {{session.NAME}}. {{session.assertion}} is the assertion, {{session.nonce}} a new UUID. cookies are those that the reply sets. TEXT.base64() encodes, as HTTP Basic wants it; TEXT.inside('NAME') is what stands in the first XML element of that name, untouched.
     */
    values: {
      [k: string]: string;
    };
    next?: PlatformLoginStep;
    /**
     * Headers to send with the session (templates).
     */
    headers: {
      [k: string]: string;
    };
    logout?: PlatformRequest;
  };
  detect?: PlatformDetection;
}
/**
 * A JWT signed with a key of the Secret; in oauth2 it authenticates the client (RFC 7523, 2.2).
 */
export interface PlatformAssertion {
  /**
   * Template of the private key (PEM or JWK).
   */
  key: string;
  /**
   * Template of the passphrase of the key.
   */
  passphrase?: string;
  /**
   * Template of the header kid.
   */
  keyId?: string;
  /**
   * Template of a certificate (PEM) that the header x5t#S256 names; the credential ends when it does.
   */
  certificate?: string;
  /**
   * Template of the algorithm: RS256, RS384, RS512, PS256 or ES256.
   */
  algorithm?: string;
  /**
   * Claims; their strings are templates. iat, nbf, exp and jti are added.
   */
  claims: {
    [k: string]: unknown;
  };
  /**
   * exp is this far ahead.
   */
  lifetimeSeconds?: number;
  /**
   * iat and nbf are this far back.
   */
  backdateSeconds?: number;
}
export interface PlatformReply {
  /**
   * CEL over status, headers, cookies, json, xml, text, config, values, claims, minted, login, method, requires, session (values of the sign-in), now.
   */
  when: string;
  outcome: PlatformOutcome;
  /**
   * Possible causes, named in the message.
   */
  causes?: string[];
  /**
   * Compare the reply's Date header with our clock first. More than a minute apart is ClockSkew, no Date header is UnexpectedReply.
   */
  clockFirst?: boolean;
  /**
   * CEL: when to ask again, where there is no Retry-After - a timestamp or seconds since 1970.
   */
  retryAt?: string;
  ask?: PlatformQuestion;
}
/**
 * A second request that tells the causes apart. Where none of its replies match, outcome stands.
 */
export interface PlatformQuestion {
  /**
   * Send it with the credential, as the test is. Default - without.
   */
  credential?: boolean;
  request: PlatformRequest;
  /**
   * What the second reply means.
   */
  replies: PlatformAnswer[];
}
/**
 * An HTTP request. A header, query parameter or form field whose template is empty is left out.
 */
export interface PlatformRequest {
  /**
   * HTTP method.
   */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'HEAD' | 'OPTIONS' | 'PROPFIND' | 'DELETE';
  /**
   * Template of the address. A value whose name is path keeps its slashes.
   */
  url: string;
  /**
   * follow - a redirect of the same origin is followed, any other is refused; return - none is followed, and the replies say what it means; bare - a redirect to another of the platform's hosts is followed without the credential (an address that is signed for one download).
   */
  redirect?: 'follow' | 'return' | 'bare';
  /**
   * Headers (templates).
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * Headers that carry JSON, in ASCII; the strings in it are templates.
   */
  jsonHeaders?: {
    [k: string]: unknown;
  };
  /**
   * Query parameters (templates).
   */
  query?: {
    [k: string]: string;
  };
  /**
   * Form fields (templates).
   */
  form?: {
    [k: string]: string;
  };
  /**
   * JSON body; its strings are templates. True and false stay what they are where a setting stands alone.
   */
  json?: {
    [k: string]: unknown;
  };
  /**
   * XML or text body (template, values are XML-encoded).
   */
  body?: string;
  file?: PlatformFile;
  multipart?: PlatformMultipart;
}
/**
 * A file as the body.
 */
export interface PlatformFile {
  /**
   * Its media type.
   */
  type?: string;
  /**
   * Template of what is in it.
   */
  text: string;
}
/**
 * A body in parts (RFC 2046).
 */
export interface PlatformMultipart {
  /**
   * form-data - a form with a file in it; related - a file and what is said of it.
   */
  subtype?: 'form-data' | 'related';
  /**
   * The parts, in order.
   *
   * @minItems 1
   */
  parts: [PlatformPart, ...PlatformPart[]];
}
export interface PlatformPart {
  /**
   * Name of the form field.
   */
  name?: string;
  /**
   * Template of the file's name.
   */
  filename?: string;
  /**
   * Its media type.
   */
  type?: string;
  /**
   * Template of what is in it.
   */
  text?: string;
  /**
   * JSON instead of text; its strings are templates.
   */
  json?: {
    [k: string]: unknown;
  };
}
export interface PlatformAnswer {
  /**
   * CEL as above.
   */
  when: string;
  outcome: PlatformOutcome;
  /**
   * Possible causes, named in the message.
   */
  causes?: string[];
}
/**
 * A further request, with the access token as {{token}}, whose reply holds the token to go on with.
 */
export interface PlatformTokenStep {
  /**
   * CEL over config, requires and method: is it made? Default: always.
   */
  when?: string;
  request: PlatformRequest;
  /**
   * What a reply means; the first that matches wins, the engine's own rules follow.
   */
  replies?: PlatformReply[];
  /**
   * CEL of the token in its reply.
   */
  token: string;
}
/**
 * A second step, which exchanges the first one's ticket for another.
 */
export interface PlatformLoginStep {
  request: PlatformRequest;
  /**
   * What a reply means; the first that matches wins, the engine's own rules follow.
   */
  replies?: PlatformReply[];
  /**
   * CEL over its reply; each becomes {{session.NAME}}.
   */
  values: {
    [k: string]: string;
  };
}
/**
 * Asks without any credential what the platform takes, then signs in once, the way of another of this platform's methods. A refusal ends the test: no second way is tried. Where several methods fit the Secret and none is named, it is this one that is meant.
 */
export interface PlatformDetection {
  /**
   * Requests without a credential, asked in order until one of their choices holds.
   *
   * @minItems 1
   */
  steps: [PlatformDetectionStep, ...PlatformDetectionStep[]];
}
export interface PlatformDetectionStep {
  request: PlatformRequest;
  /**
   * What a reply means; the first that matches wins, the engine's own rules follow.
   */
  replies?: PlatformReply[];
  /**
   * The first that holds is taken, so the best comes first.
   *
   * @minItems 1
   */
  choices: [PlatformChoice, ...PlatformChoice[]];
}
export interface PlatformChoice {
  /**
   * CEL over the reply and config, as in replies.
   */
  when: string;
  /**
   * Name of the method to sign in with; it reads the same Secret.
   */
  use: string;
}
/**
 * How to test with HTTP.
 */
export interface PlatformHttp {
  /**
   * Values made from settings by CEL over config, requires and method; used as {{values.NAME}}.
   */
  values?: {
    [k: string]: string;
  };
  locate?: PlatformLocation;
  test: PlatformRequest;
  account?: PlatformAccount;
  /**
   * CEL: is this a real account, not an anonymous one? Default: account.id is there.
   */
  identity?: string;
  /**
   * CEL: is it an administrator?
   */
  administrator?: string;
  /**
   * What a reply means; the first that matches wins, the engine's own rules follow.
   */
  replies?: PlatformReply[];
  counterTest?: PlatformCounterTest;
  session?: PlatformTestSession;
  /**
   * What the account may do, and more of who it is, from the reply of the test or of a further read-only request, which can name the account that the test proved: {{account.id}}, .name, .email, .tenant.
   */
  access?: PlatformAccess[];
  proof?: PlatformProof;
  /**
   * CEL: when the credential ends, as a timestamp, RFC 3339 text or seconds since 1970.
   */
  expiry?: string;
  budget?: PlatformBudget;
}
/**
 * A request before the test, with the credential, whose reply tells where the test goes. It may send the test to the platform's hosts alone.
 */
export interface PlatformLocation {
  request: PlatformRequest;
  /**
   * What a reply means; the first that matches wins, the engine's own rules follow.
   */
  replies?: PlatformReply[];
  /**
   * CEL over its reply; each becomes {{values.NAME}}.
   */
  values: {
    [k: string]: string;
  };
}
/**
 * CEL over the reply; what cannot be read stays empty. login is the user name that was sent.
 */
export interface PlatformAccount {
  /**
   * The account's id.
   */
  id?: string;
  /**
   * The account's name.
   */
  name?: string;
  /**
   * The account's e-mail address.
   */
  email?: string;
  /**
   * Tenant, workspace or organisation.
   */
  tenant?: string;
}
/**
 * Send the test once without the credential; where that is answered the same way, the good answer proved nothing.
 */
export interface PlatformCounterTest {
  /**
   * CEL over the good reply: is it needed? Default: always.
   */
  when?: string;
  /**
   * Send it before the credential is sent.
   */
  first?: boolean;
}
/**
 * A session that the reply to the test opens by itself, such as one that takes a licence. What is asked after the test may name it, and it is ended.
 */
export interface PlatformTestSession {
  /**
   * CEL over the test's reply; each becomes {{session.NAME}}. Where one has no value, there is no session to end.
   */
  values: {
    [k: string]: string;
  };
  logout: PlatformRequest;
}
export interface PlatformAccess {
  /**
   * CEL over config and requires: is this one asked?
   */
  when?: string;
  request?: PlatformRequest;
  /**
   * CEL for each right: true is Granted, false is Denied, no value is NotTestable.
   */
  grants?: {
    /**
     * May it read?
     */
    read?: string;
    /**
     * May it create?
     */
    write?: string;
    /**
     * May it change?
     */
    update?: string;
    /**
     * May it delete?
     */
    delete?: string;
  };
  account?: PlatformAccount;
  /**
   * CEL over this reply: is it an administrator?
   */
  administrator?: string;
  /**
   * CEL over this reply: when the credential ends, where the test did not tell it.
   */
  expiry?: string;
  /**
   * What a reply means; the first that matches wins, the engine's own rules follow.
   */
  replies?: PlatformReply[];
}
/**
 * How requires.proof Probe writes, reads, overwrites and deletes one small file in requires.path. {{proof.name}} is the file's name, {{proof.content}} what it holds.
 */
export interface PlatformProof {
  /**
   * CEL over config, requires and method: can it be done? Default: always.
   */
  when?: string;
  /**
   * What a reply means; the first that matches wins, the engine's own rules follow.
   */
  replies?: PlatformReply[];
  folder?: PlatformProofStep;
  find?: PlatformProofStep;
  create: PlatformProofStep;
  read: PlatformProofStep;
  overwrite: PlatformProofStep;
  remove: PlatformProofStep;
  purge?: PlatformProofStep;
}
/**
 * A step. folder, a read-only request, shows that requires.path is there, for platforms that would make it. find looks for a left-over of a test that was killed: a reply that says 404, or has no value for one of the values, says that there is none. purge follows remove where a deleted file goes to a bin; its reply is of no matter.
 */
export interface PlatformProofStep {
  request: PlatformRequest;
  /**
   * CEL over its reply; each becomes {{proof.NAME}}, such as the id of the file.
   */
  values?: {
    [k: string]: string;
  };
  /**
   * CEL over its reply: does it say that it is done, where that is no success by its status?
   */
  done?: string;
  /**
   * CEL over its reply, where none of replies matches: does it say that the account may not? Default: status == 403.
   */
  denied?: string;
}
/**
 * What the vendor allows. Tests are never more frequent than it.
 */
export interface PlatformBudget {
  /**
   * Tests a day.
   */
  callsPerDay?: number;
  /**
   * Token requests an hour.
   */
  tokensPerHour?: number;
}
export interface PlatformStatus {
  /**
   * How many Connections use it.
   */
  connections?: number;
  /**
   * The names of its methods, for people.
   */
  methods?: string;
  /**
   * Its other names, for people.
   */
  aliases?: string;
  /**
   * Accepted - the Platform can be used.
   */
  conditions?: {
    /**
     * Accepted.
     */
    type: string;
    /**
     * True, False or Unknown.
     */
    status: 'True' | 'False' | 'Unknown';
    /**
     * The generation that the condition speaks of.
     */
    observedGeneration?: number;
    /**
     * When the status last changed.
     */
    lastTransitionTime: string;
    /**
     * Accepted, BuiltIn, NameReserved, DriverUnknown, SchemaInvalid, ExpressionInvalid, TemplateInvalid or HostsOpen.
     */
    reason: string;
    /**
     * What is wrong, with the path of the field.
     */
    message: string;
  }[];
}
