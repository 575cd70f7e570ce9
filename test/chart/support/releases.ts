import { startControlPlane, type ControlPlane } from '../../../dev/control-plane/control-plane.ts';
import { chart, startHelm } from './helm.ts';
import { userOf } from './rights.ts';

/** One release for each width of rights, in namespace `ops-<width>`. */
const widths = {
  wide: [
    'secrets.namespaces={team-b}',
    'replicas=2',
    'localFilesystem.roots[0].name=scans',
    'localFilesystem.roots[0].path=/data/scans',
    'localFilesystem.roots[0].volume.persistentVolumeClaim.claimName=scans',
  ],
  everywhere: ['secrets.cluster=true', 'platforms.publish=false'],
  listed: ['namespaces={team-a}', 'platforms.read=false', 'platforms.publish=false'],
  named: ['namespaces={team-b}', 'secrets.names={files}', 'platforms.publish=false'],
  identity: [
    'workloadIdentity.enabled=true',
    'workloadIdentity.namespaces={team-a}',
    'workloadIdentity.serviceAccounts={bot}',
    'platforms.publish=false',
  ],
  // docs/environments.md
  openshift: [
    'runAsUser=null',
    'image.repository=registry.example.com/connection-operator',
    'secrets.namespaces={team-a}',
  ],
} as const satisfies Record<string, readonly string[]>;

export type Width = keyof typeof widths;

export interface Releases {
  plane: ControlPlane;
  /** @throws with what kubectl said where it fails. */
  kubectl(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** The ServiceAccount that the chart makes. */
export function accountOf(width: Width): ReturnType<typeof userOf> {
  return userOf(`ops-${width}`, `${width}-connection-operator`);
}

/** OpenShift has it on: nobody gives an object that is there to an owner, unless they may delete that object. */
const extraArgs = { 'enable-admission-plugins': 'OwnerReferencesPermissionEnforcement' };

/** A real API server with the chart installed once for each width. */
export async function installReleases(): Promise<Releases> {
  const log = (line: string): unknown => process.stderr.write(`${line}\n`);
  const plane = await startControlPlane({ log, audit: true, extraArgs });
  const kubectl = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await plane.kubectl(args);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  const helm = await startHelm(plane.kubeconfigPath);
  for (const namespace of ['team-a', 'team-b', 'other']) await kubectl('create', 'namespace', namespace);
  for (const [width, values] of Object.entries(widths)) {
    const set = [...values, `crds.install=${width === 'wide'}`].flatMap((value) => ['--set', value]);
    await helm.ok('install', width, chart, '--namespace', `ops-${width}`, '--create-namespace', ...set);
  }
  await helm.end();
  await kubectl('wait', '--for=condition=Established', '--timeout=30s', 'crd', '--all');
  return { plane, kubectl, stop: () => plane.stop() };
}
