import { spawn } from 'node:child_process';

export interface KubectlResult {
  stdout: string;
  stderr: string;
  code: number;
}

/** Runs kubectl with the admin's kubeconfig; a non-zero exit is a result, not an exception. */
export type Kubectl = (args: string[], options?: { input?: string }) => Promise<KubectlResult>;

export function kubectlFor(binary: string, kubeconfigPath: string): Kubectl {
  return async (args, { input = '' } = {}) => {
    const env = { ...process.env, KUBECONFIG: kubeconfigPath, KUBERC: 'off' }; // not the user's own defaults
    const child = spawn(binary, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.on('error', () => undefined); // it may end without reading
    child.stdin.end(input);
    const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
    return { stdout, stderr, code: code ?? -1 };
  };
}
