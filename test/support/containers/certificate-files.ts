import { pemFor, type TlsFault } from '../fake-tls.ts';

/** Files for a server in a container: `NAME.crt` and `NAME.key` in a folder, for each name a certificate with that fault. */
export async function certificateFiles(
  host: string,
  folder: string,
  names: Readonly<Record<string, TlsFault | undefined>>,
): Promise<{ content: string; target: string }[]> {
  const pairs = Object.entries(names).map(async ([name, fault]) => {
    const { cert, key } = await pemFor(host, fault);
    return [
      { content: cert, target: `${folder}/${name}.crt` },
      { content: key, target: `${folder}/${name}.key` },
    ];
  });
  return (await Promise.all(pairs)).flat();
}
