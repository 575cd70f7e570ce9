import type { ReactElement } from 'react';
import type { Problem } from '../../api/problems.ts';
import type { MethodForm, PlatformForm, Schema } from '../contract.ts';
import { ClientFields } from './client-fields.tsx';
import type { ActionsProps } from './dock-props.ts';

import { Icon } from './icons.tsx';
import { fieldOf } from './problem-fields.ts';
import { navigate } from './route.ts';
import { laterOf } from './use-sign-in.ts';

/** Before a test: what is left to correct, and the button that goes on. */
export function ReadyActions(props: ActionsProps): ReactElement {
  const { draft, method } = props;
  const needsSignIn = laterOf(draft, method).length > 0;
  return needsSignIn ? <SignInActions {...props} /> : <TestActions {...props} />;
}

function TestActions(props: ActionsProps): ReactElement {
  const { start, begin, method } = props;
  return (
    <>
      <Hint {...props} otherwise="One sign-in, from this machine." />
      <Cancel />
      {method.interactive && !method.interactive.client && (
        <button type="button" className="btn" onClick={() => void begin()}>
          Sign in again
        </button>
      )}
      <button type="button" className="btn primary" onClick={() => void start()}>
        Test connection <kbd aria-hidden="true">Ctrl ↵</kbd>
      </button>
    </>
  );
}

function SignInActions(props: ActionsProps): ReactElement {
  const { begin, signIn, method } = props;
  const { client } = signIn;
  const asked = method.interactive?.client;
  const isBusy = signIn.phase === 'beginning';
  const isLacking = asked !== undefined && (client.id === '' || (asked.needsSecret && !client.secret));
  return (
    <>
      {asked && <ClientFields signIn={signIn} needsSecret={asked.needsSecret} />}
      <Hint {...props} otherwise="Opens a tab. Nothing is stored before you confirm the account." />
      <Cancel />
      <button
        type="button"
        className="btn primary"
        disabled={isBusy || isLacking}
        onClick={() => void begin(asked && client)}
      >
        Sign in <Icon name="open" />
      </button>
    </>
  );
}

function Hint(props: ActionsProps & { otherwise: string }): ReactElement {
  const { signIn, focusOn, otherwise } = props;
  const { shown } = props.problems;
  const [first] = shown;
  if (first)
    return (
      <p className="grow problem">
        <Icon name="warning" />
        <span>
          {shown.length === 1 ? '1 field to correct: ' : `${shown.length} fields to correct, first `}
          <button type="button" className="link" onClick={() => focusOn(first)}>
            {nameOf(first, props)}
          </button>
        </span>
      </p>
    );
  if (signIn.phase === 'refused')
    return (
      <p className="grow problem" role="alert">
        <Icon name="warning" />
        <span>{signIn.refusal}</span>
      </p>
    );
  return <p className="grow">{otherwise}</p>;
}

function Cancel(): ReactElement {
  return (
    <button type="button" className="btn quiet" onClick={() => navigate('/')}>
      Cancel
    </button>
  );
}

/** As the label of the field says it. */
function nameOf({ at }: Problem, { platform, method }: { platform: PlatformForm; method: MethodForm }): string {
  const [part, key = at.split('.').pop() ?? at] = fieldOf(at) ?? [];
  const schemas = part === 'secret' ? [method.secret] : [method.config, platform.config];
  return schemas.map((schema) => titleIn(schema, key)).find((title) => title !== undefined) ?? key;
}

function titleIn(schema: Schema | undefined, key: string): string | undefined {
  const properties = (schema?.['properties'] ?? {}) as Record<string, { title?: string } | false | undefined>;
  const field = properties[key];
  return field ? field.title : undefined;
}
