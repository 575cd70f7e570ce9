import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesIn, writeCertificates } from '../programs/folder.ts';
import { freePorts } from '../programs/ports.ts';
import { type Program } from '../programs/program.ts';

/** Host of the certificates. */
export const host = 's3.acme.example';
export const bucket = 'finance-archive';
export const key = { accessKeyId: 'AKIDSERVED', secretAccessKey: 'canary-served-secret-access-key' };

/** The ways to be configured, each at a port of its own; `open` asks for no key. */
export const ways = ['plain', 'tls', 'expired', 'read-only', 'open'] as const;
export type Way = (typeof ways)[number];
export type Ports = Readonly<Record<Way, number>>;

/** What a server is started with: its folders, and where it is to listen. */
export interface Place {
  /** Its folders are the buckets. */
  data: string;
  /** Has `good.crt`, `good.key`, `expired.crt`, `expired.key`, and room for what else it needs. */
  folder: string;
  ports: Ports;
}

export interface ServedS3 {
  ports: Ports;
  /** Every file of the buckets, with its size. */
  files(): Promise<string>;
  silence(silent: boolean): void;
  stop(): Promise<void>;
}

/** An S3 server over folders of this machine, one program for each way or one for all. */
export async function serveS3(start: (place: Place) => Promise<Program[]>): Promise<ServedS3> {
  const folder = await mkdtemp(join(tmpdir(), 's3-'));
  const data = join(folder, 'data');
  await mkdir(join(data, bucket), { recursive: true });
  await writeCertificates(folder, host);
  const free = await freePorts(ways.length);
  const ports = Object.fromEntries(ways.map((way, index) => [way, free[index]])) as Record<Way, number>;
  const programs = await start({ data, folder, ports });
  await furnish(ports.open);
  return {
    ports,
    files: () => filesIn(data),
    silence: (silent) => programs.forEach((program) => program.silence(silent)),
    async stop() {
      await Promise.all(programs.map((program) => program.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What is theirs, which must stay as it is. Some keep more than a file for an object: it is written through the server. */
async function furnish(port: number): Promise<void> {
  for (const path of ['in/report.txt', 'upload/theirs.csv']) {
    const response = await fetch(`http://127.0.0.1:${port}/${bucket}/${path}`, { method: 'PUT', body: 'theirs' });
    if (!response.ok) throw new Error(`PUT ${path}: ${response.status} ${await response.text()}`);
  }
}
