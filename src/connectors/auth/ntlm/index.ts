import type { Strategy } from '../credential.ts';
import { renderText, TemplateError } from '../../engine/template.ts';
import { guarded, type Options } from '../static.ts';
import { accountName, readAccount } from './account.ts';
import { NtlmConnection } from './connection.ts';

/** NTLM over HTTP (MS-NTHT): it signs in a connection, which is kept for the whole test. */
export const ntlm: Strategy<Options<'ntlm'>> = (options, { scope }) =>
  guarded(() => {
    const text = (template: string | undefined) => (template === undefined ? undefined : renderText(template, scope));
    const account = readAccount(text(options.username) ?? '', text(options.domain));
    if (typeof account === 'string') throw new TemplateError(account);
    const connection = new NtlmConnection({
      ...account,
      password: text(options.password) ?? '',
      workstation: text(options.workstation) ?? '',
    });
    return {
      headers: {},
      query: {},
      login: accountName(account),
      exchange: (request, channel) => connection.exchange(request, channel),
      close: () => connection.close(),
    };
  });
