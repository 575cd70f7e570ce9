import type { ReactElement } from 'react';
import type { Problem } from '../../api/problems.ts';
import { wordsFor } from './problem-fields.ts';
import type { SigningIn } from './use-sign-in.ts';

interface ClientFieldsProps {
  signIn: SigningIn;
  needsSecret: boolean;
}

/** The registered client of a method that keeps it nowhere. */
export function ClientFields({ signIn, needsSecret }: ClientFieldsProps): ReactElement {
  const { client, enterClient, problems } = signIn;
  const wrongAt = (place: string) => problems?.find(({ at }) => at === place);
  return (
    <div className="cols grow">
      <ClientField
        label="Client ID"
        wrong={wrongAt('client.id')}
        value={client.id}
        onChange={(id) => enterClient({ ...client, id })}
      />
      {needsSecret && (
        <ClientField
          label="Client secret"
          isSecret
          wrong={wrongAt('client.secret')}
          value={client.secret ?? ''}
          onChange={(secret) => enterClient({ ...client, secret })}
        />
      )}
    </div>
  );
}

interface ClientFieldProps {
  label: string;
  isSecret?: boolean;
  wrong: Problem | undefined;
  value: string;
  onChange: (value: string) => void;
}

/** Of the registered client: for the sign-in alone, in no manifest. */
function ClientField({ label, isSecret = false, wrong, value, onChange }: ClientFieldProps): ReactElement {
  return (
    <label className="field c6">
      <span className="label">{label}</span>
      <input
        className="input mono"
        type={isSecret ? 'password' : 'text'}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={wrong !== undefined}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {wrong && <span className="problem">{wordsFor(wrong)}</span>}
    </label>
  );
}
