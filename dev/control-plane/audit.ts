import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

// JSON is YAML. The API server's calls to itself are nobody's load.
const POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'None', users: ['system:apiserver', 'system:anonymous'] }, { level: 'Metadata' }],
};
const LOG_SIZE_MB = '2000'; // no rotation in a test's lifetime

/** Flags that make the API server log one JSON line a request, and where to. */
export async function auditFlags(dir: string): Promise<{ flags: Record<string, string>; logPath: string }> {
  const policyPath = join(dir, 'audit-policy.json');
  const logPath = join(dir, 'audit.log');
  await writeFile(policyPath, JSON.stringify(POLICY));
  const flags = { 'audit-policy-file': policyPath, 'audit-log-path': logPath, 'audit-log-maxsize': LOG_SIZE_MB };
  return { flags, logPath };
}
