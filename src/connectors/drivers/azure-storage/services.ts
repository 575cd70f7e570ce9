import type { PlatformSpec } from '../../platform.ts';

/** What is asked to learn whether a credential is good. `properties` is of the account, and told at a container too. */
export type Question = 'account' | 'place' | 'properties';

/** One of the services of a storage account, each of which has a host name of its own. */
export interface Service {
  /** Its part of the host name. */
  dns: 'blob' | 'file' | 'dfs';
  title: string;
  /** The setting that names a container, share or file system. */
  place: 'container' | 'share' | 'filesystem';
  /** The same in words. */
  noun: string;
  /** Its key in a connection string. */
  endpoint: string;
  /** Version of the protocol that requests are made for. */
  apiVersion: string;
  /** Its letter in `ss` of an account SAS. */
  letter: string;
  /** `sr` of the service SAS that can list. */
  resources: readonly string[];
  /** Letters of `sp` that let a file be added with what is in it. */
  createLetters: readonly string[];
  /** Headers that go with a bearer token. */
  withToken: Readonly<Record<string, string>>;
  /** Whether a container may be open to anyone. */
  publicPlaces: boolean;
  /** Query of the lists, with the path inside the place. Azure Files has that path in the address. */
  account: string;
  list: (path: string) => string;
  pathInAddress: boolean;
}

const blob: Service = {
  dns: 'blob',
  title: 'Blob Storage',
  place: 'container',
  noun: 'container',
  endpoint: 'BlobEndpoint',
  apiVersion: '2021-12-02',
  letter: 'b',
  resources: ['c'],
  createLetters: ['w', 'c'],
  withToken: {},
  publicPlaces: true,
  account: 'comp=list&maxresults=1',
  list: (path) =>
    `restype=container&comp=list&maxresults=1${path === '' ? '' : `&prefix=${encodeURIComponent(`${path}/`)}`}`,
  pathInAddress: false,
};

/** Bearer tokens are taken since 2022-11-02 (learn.microsoft.com/azure/storage/files/authorize-oauth-rest). */
const files: Service = {
  dns: 'file',
  title: 'Azure Files',
  place: 'share',
  noun: 'share',
  endpoint: 'FileEndpoint',
  apiVersion: '2022-11-02',
  letter: 'f',
  resources: ['s'],
  // unverified: c makes an empty file, and filling it takes w, in a share and in a file system
  createLetters: ['w'],
  withToken: { 'x-ms-file-request-intent': 'backup' },
  // unverified: Azure Files is never open to anyone
  publicPlaces: false,
  account: 'comp=list&maxresults=1',
  list: () => 'restype=directory&comp=list&maxresults=1',
  pathInAddress: true,
};

const dataLake: Service = {
  dns: 'dfs',
  title: 'Data Lake Storage',
  place: 'filesystem',
  noun: 'file system',
  endpoint: 'DfsEndpoint',
  apiVersion: '2021-12-02',
  letter: 'b',
  resources: ['c', 'd'],
  createLetters: ['w'],
  withToken: {},
  // unverified: whether a container that is open to anyone is so at the dfs host; it is asked
  publicPlaces: true,
  account: 'resource=account&maxResults=1',
  list: (path) =>
    `resource=filesystem&recursive=false&maxResults=1${path === '' ? '' : `&directory=${encodeURIComponent(path)}`}`,
  pathInAddress: false,
};

/** Which of the services a platform is for: the one whose container, share or file system it has a setting for. */
export function serviceOf({ config }: Pick<PlatformSpec, 'config'>): Service {
  const settings = (config?.['properties'] ?? {}) as Record<string, unknown>;
  return [files, dataLake].find(({ place }) => place in settings) ?? blob;
}
