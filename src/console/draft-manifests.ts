import type { ConnectionSpec } from '../api/connection.gen.ts';
import { apiVersion } from '../api/resources.ts';
import type { Draft } from './contract.ts';

interface SecretManifest {
  apiVersion: 'v1';
  kind: 'Secret';
  metadata: { name: string; namespace: string };
  stringData: Record<string, string>;
}

export interface ConnectionManifest {
  apiVersion: string;
  kind: 'Connection';
  metadata: { name: string; namespace: string };
  spec: ConnectionSpec;
}

export interface Manifests {
  /** Undefined where the method needs no Secret. */
  secret?: SecretManifest;
  connection: ConnectionManifest;
}

/** The objects that a draft becomes: what is shown beside the form, saved as YAML, tested and created. */
export function manifestsOf(draft: Draft): Manifests {
  const metadata = { name: draft.name, namespace: draft.namespace };
  const secretMetadata = { ...metadata, name: draft.secretName ?? draft.name };
  const stringData = filled(draft.secret) as Record<string, string>;
  const hasSecret = Object.keys(stringData).length > 0;
  const connection = { apiVersion, kind: 'Connection' as const, metadata, spec: specOf(draft, hasSecret) };
  if (!hasSecret) return { connection };
  return { secret: { apiVersion: 'v1', kind: 'Secret', metadata: secretMetadata, stringData }, connection };
}

function specOf(draft: Draft, hasSecret: boolean): ConnectionSpec {
  const config = filled(draft.config);
  const requires = draft.requires && filled(draft.requires as Record<string, unknown>);
  return {
    platform: draft.platform,
    method: draft.method,
    ...(hasSecret ? { secretRef: { name: draft.secretName ?? draft.name } } : {}),
    ...(draft.serviceAccountName ? { serviceAccountName: draft.serviceAccountName } : {}),
    ...(Object.keys(config).length > 0 ? { config } : {}),
    ...(requires && Object.keys(requires).length > 0 ? { requires } : {}),
  };
}

/** Without what was left empty. */
function filled(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}
