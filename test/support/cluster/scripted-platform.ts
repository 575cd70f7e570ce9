import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { PlatformSpec } from '../../../src/api/platform.gen.ts';
import { onLoopback } from '../../../dev/loopback.ts';

/** A Platform of the tests' own: HTTP Basic at `config.url`. */
export const scriptedPlatform: PlatformSpec = {
  title: 'Scripted',
  category: 'Business',
  config: {
    type: 'object',
    properties: { url: { type: 'string', title: 'Address', pattern: '^https?://' }, size: { type: 'integer' } },
    required: ['url'],
  },
  methods: [
    {
      name: 'basic',
      title: 'User name and password',
      secret: {
        type: 'object',
        required: ['username', 'password'],
        properties: {
          username: { type: 'string', minLength: 1 },
          password: { type: 'string', minLength: 1, writeOnly: true },
        },
      },
      credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
  ],
  hosts: ['{{config.url}}'],
  test: [{ request: { url: '{{config.url}}/me' }, facts: { account: { id: 'json.id', name: 'json.name' } } }],
};

interface Scripted {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A platform on loopback that checks HTTP Basic, and otherwise does as it is told. */
export interface ScriptedPlatform {
  url: string;
  /** Requests seen, by user name. */
  seen(username: string): number;
  /** Passwords seen, in order. */
  passwords(username: string): string[];
  /** What a user name answers from now on, whatever the password; undefined checks the password again. */
  script(username: string, reply: Scripted | undefined): void;
  /** Replies to this user name wait until it is released. */
  hold(username: string): { waiting: () => number; release: () => void };
  /** The password that is right for every user. */
  password: string;
  stop(): Promise<void>;
}

export async function startScriptedPlatform(): Promise<ScriptedPlatform> {
  const seen = new Map<string, string[]>();
  const scripts = new Map<string, Scripted>();
  const holds = new Map<string, { waiting: (() => void)[]; open: boolean }>();
  const server = createServer((request, response) => void answer(request, response));
  const platform: ScriptedPlatform = {
    ...(await onLoopback(server)),
    password: 'right-password',
    seen: (username) => seen.get(username)?.length ?? 0,
    passwords: (username) => seen.get(username) ?? [],
    script: (username, reply) => void (reply ? scripts.set(username, reply) : scripts.delete(username)),
    hold(username) {
      const gate = { waiting: [] as (() => void)[], open: false };
      holds.set(username, gate);
      return {
        waiting: () => gate.waiting.length,
        release: () => {
          gate.open = true;
          for (const go of gate.waiting.splice(0)) go();
        },
      };
    },
  };
  return platform;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [username = '', password = ''] = credentials(request);
    seen.set(username, [...(seen.get(username) ?? []), password]);
    const gate = holds.get(username);
    if (gate && !gate.open) await new Promise<void>((go) => gate.waiting.push(go));
    const scripted = scripts.get(username);
    if (scripted) return end(response, scripted);
    if (password !== platform.password) return end(response, { status: 401, body: `no: ${password}` });
    end(response, { status: 200, body: JSON.stringify({ id: username, name: `Account ${username}` }) });
  }
}

function credentials(request: IncomingMessage): string[] {
  const basic = /^Basic (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return Buffer.from(basic, 'base64').toString('utf8').split(':');
}

function end(response: ServerResponse, { status, headers, body }: Scripted): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body ?? '{}');
}
