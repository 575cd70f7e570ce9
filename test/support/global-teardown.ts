import { closeMatrix } from './matrix.ts';

export default async function globalTeardown(): Promise<void> {
  const table = closeMatrix();
  if (table !== undefined) process.stdout.write(`\n${table}\n`);
  await globalThis.controlPlane?.stop();
}
