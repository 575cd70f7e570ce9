import type { ConnectionFields } from './connection.gen.ts';
import type { PlatformFields } from './platform.gen.ts';

export const group = 'connection-operator.dev';
export const version = 'v1alpha1';
export const apiVersion = `${group}/${version}`;

/** On demand: any new value of this annotation tests now, and is echoed in status.lastHandledTestRequest. */
export const testRequestAnnotation = `${group}/test-requested-at`;

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: readonly OwnerReference[];
}

/** An object goes when the last of its owners goes. */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
}

interface Resource {
  apiVersion?: string;
  kind?: string;
  metadata: ObjectMeta;
}

export interface Connection extends Resource, ConnectionFields {}
export interface PlatformObject extends Resource, PlatformFields {}

/** Under which name the operator's fields stand in `managedFields`. */
export const fieldManager = 'connection-operator';
