import { dirname } from 'node:path';
import type { ControlPlane } from '../dev/control-plane/control-plane.ts';
import { repaired } from './expected.ts';

/** What to do with a cluster that is there. */
export function hints({ kubeconfigPath, paths }: Pick<ControlPlane, 'kubeconfigPath' | 'paths'>): string {
  return `
It goes on running. In another terminal:

  export KUBECONFIG=${kubeconfigPath} PATH=${dirname(paths.kubectl)}:$PATH

  npx connection test -f examples/quickstart   # the same verdicts from the files, without the cluster
  kubectl get connections -o wide
  kubectl get platforms
  kubectl explain connection.spec
  kubectl describe connection s3-wrong-bucket
  kubectl get connection sftp -o jsonpath='{.status.access}'   # each right was proved by doing
  kubectl wait --for=condition=Connected connection/${repaired.name}
  kubectl get events

Ctrl-C stops and removes all of it.`;
}
