import ssh2 from 'ssh2';

interface Encryption {
  passphrase: string;
  cipher: string;
  rounds: number;
}

/** A pair that can be read: of those that ssh2 makes itself, about one in two hundred cannot, a leading zero is missing. */
export function newEd25519(encryption?: Encryption): { public: string; private: string } {
  for (;;) {
    const pair = encryption
      ? ssh2.utils.generateKeyPairSync('ed25519', encryption as never)
      : ssh2.utils.generateKeyPairSync('ed25519');
    if (isReadable(pair.public) && isReadable(pair.private, encryption?.passphrase)) return pair;
  }
}

function isReadable(key: string, passphrase?: string): boolean {
  try {
    return !(ssh2.utils.parseKey(key, passphrase) instanceof Error);
  } catch {
    return false;
  }
}
