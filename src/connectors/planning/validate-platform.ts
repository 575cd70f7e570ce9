import type {
  PlatformAuth,
  PlatformHttp,
  PlatformProofStep,
  PlatformReply,
  PlatformRequest,
} from '../../api/platform.gen.ts';
import { unusableChoices } from '../auth/detect.ts';
import { driverOf } from '../drivers/index.ts';
import { compileExpression } from '../engine/expression.ts';
import { parseTemplate } from '../engine/template.ts';
import type { PlatformSpec } from '../platform.ts';
import { hostAllowed } from '../transport/hosts.ts';
import { schemasOf } from './schema.ts';

export interface PlatformProblem {
  reason: 'DriverUnknown' | 'SchemaInvalid' | 'ExpressionInvalid' | 'TemplateInvalid' | 'HostsOpen';
  /** With the path of the field. */
  message: string;
}

const expressionFields = new Set(['when', 'identity', 'administrator', 'expiry', 'retryAt', 'done', 'denied']);
const expressionMaps = new Set(['values', 'account', 'grants']);
const plainFields = new Set([
  'outcome',
  'causes',
  'method',
  'clientAuth',
  'lifetimeSeconds',
  'description',
  'title',
  'name',
  'use',
]);

/** Everything in a Platform that could go wrong later, found before it is used. */
export function validatePlatform(spec: PlatformSpec): PlatformProblem[] {
  const problems: PlatformProblem[] = [];
  if (!driverOf(spec))
    problems.push({ reason: 'DriverUnknown', message: `spec.driver: there is no driver ${spec.driver}` });
  for (const [index, method] of spec.methods.entries()) {
    const message = `spec.methods[${index}].driver: there is no driver ${method.driver}`;
    if (method.driver !== undefined && !driverOf(spec, method)) problems.push({ reason: 'DriverUnknown', message });
  }
  try {
    schemasOf(spec);
  } catch (error) {
    problems.push({ reason: 'SchemaInvalid', message: `spec.config or spec.methods: ${(error as Error).message}` });
  }
  spec.methods.forEach(({ auth, identity }, index) => {
    problems.push(
      ...walk(auth, `spec.methods[${index}].auth`),
      ...walk(identity, `spec.methods[${index}].identity`),
      ...unusable(auth, spec.methods, index),
    );
  });
  if (spec.http) problems.push(...walk(spec.http, 'spec.http'));
  problems.push(...openHosts(spec));
  return problems;
}

function unusable({ detect }: PlatformAuth, methods: PlatformSpec['methods'], index: number): PlatformProblem[] {
  return (detect ? unusableChoices(detect, methods) : []).map((use) => ({
    reason: 'SchemaInvalid',
    message: `spec.methods[${index}].auth.detect: "${use}" is no method that can be used`,
  }));
}

/** Every string in the tree is an expression or a template; which of them its key tells. */
function walk(node: unknown, path: string, expressions = false): PlatformProblem[] {
  if (typeof node === 'string') return expressions ? badExpression(node, path) : badTemplate(node, path);
  if (Array.isArray(node)) return node.flatMap((item, index) => walk(item, `${path}[${index}]`, expressions));
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (plainFields.has(key) && !expressions && typeof value !== 'object') return [];
    if (key === 'causes') return [];
    return walk(value, `${path}.${key}`, expressions || expressionFields.has(key) || expressionMaps.has(key));
  });
}

function badExpression(source: string, path: string): PlatformProblem[] {
  try {
    compileExpression(source);
    return [];
  } catch (error) {
    return [{ reason: 'ExpressionInvalid', message: `${path}: ${(error as Error).message}` }];
  }
}

function badTemplate(template: string, path: string): PlatformProblem[] {
  try {
    parseTemplate(template);
    return [];
  } catch (error) {
    return [{ reason: 'TemplateInvalid', message: `${path}: ${(error as Error).message}` }];
  }
}

/** Hosts are closed: named, a suffix of at least two labels, or taken from a setting; each fixed address is on the list. */
function openHosts(spec: PlatformSpec): PlatformProblem[] {
  const hosts = spec.hosts ?? [];
  if (spec.driver !== undefined && spec.driver !== 'http') return [];
  if (hosts.length === 0 && !spec.retired)
    return [{ reason: 'HostsOpen', message: 'spec.hosts: name the hosts that credentials may be sent to' }];
  const wide = hosts.filter((host) => /^\*(\.[^.]+)?$/.test(host) || (host.includes('*') && !/^\*\.[^*]+$/.test(host)));
  const stray = fixedAddresses(spec).filter(
    (url) => !hosts.some((host) => host.includes('{{')) && !hostAllowed(url, hosts),
  );
  return [
    ...wide.map((host) => ({ reason: 'HostsOpen' as const, message: `spec.hosts: "${host}" is too wide` })),
    ...stray.map(({ host }) => ({
      reason: 'HostsOpen' as const,
      message: `spec.hosts: a request goes to ${host}, which is not on the list`,
    })),
  ];
}

function fixedAddresses({ http, methods }: PlatformSpec): URL[] {
  const auths = methods.map(({ auth }) => auth);
  const tables = [...(http ? tablesOf(http) : []), ...auths.flatMap(signInTables)];
  const requests = [
    ...(http ? requestsOf(http) : []),
    ...auths.flatMap(({ oauth2, session, detect }) => [
      oauth2?.next?.request,
      session?.login,
      session?.next?.request,
      session?.logout,
      ...(detect?.steps ?? []).map(({ request }) => request),
    ]),
    ...tables.flatMap((table) => (table ?? []).map(({ ask }) => ask?.request)),
  ];
  const texts = auths.flatMap(({ oauth2, jwtBearer }) => [oauth2?.tokenUrl, jwtBearer?.tokenUrl]);
  return [...texts, ...requests.map((request) => request?.url)].flatMap((text) =>
    text === undefined || /^[^/]*\/\/[^/]*\{\{|^\{\{/.test(text) ? [] : (URL.parse(text) ?? []),
  );
}

type Requests = (PlatformRequest | undefined)[];
type Tables = (PlatformReply[] | undefined)[];

function requestsOf({ locate, test, session, access = [], proof }: PlatformHttp): Requests {
  const steps = [...access, ...stepsOf(proof)];
  return [locate?.request, test, session?.logout, ...steps.map(({ request }) => request)];
}

function tablesOf({ locate, replies, access = [], proof }: PlatformHttp): Tables {
  return [locate?.replies, replies, proof?.replies, ...access.map((entry) => entry.replies)];
}

function stepsOf(proof: PlatformHttp['proof']): PlatformProofStep[] {
  if (!proof) return [];
  const { folder, find, create, read, overwrite, remove, purge } = proof;
  return [folder, find, create, read, overwrite, remove, purge].filter((step) => step !== undefined);
}

function signInTables({ oauth2, jwtBearer, session, detect }: PlatformAuth): Tables {
  const detected = (detect?.steps ?? []).map(({ replies }) => replies);
  return [
    oauth2?.replies,
    oauth2?.next?.replies,
    jwtBearer?.replies,
    session?.replies,
    session?.next?.replies,
    ...detected,
  ];
}
