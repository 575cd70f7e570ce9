import type { ReactElement } from 'react';
import type { MethodForm, PlatformForm, SignInForm } from '../contract.ts';
import { Rich } from './rich.tsx';
import { CopyLine } from './sign-in-flow.tsx';

/** What to have at hand, beside the form. */
export function Guide({ platform, method }: { platform: PlatformForm; method: MethodForm }): ReactElement {
  return (
    <section className="panel pbody guide" aria-label="Before you start">
      <h2>{method.title}</h2>
      {method.description !== undefined && (
        <p className="help">
          <Rich text={method.description} />
        </p>
      )}
      {method.interactive && <Registration form={method.interactive} title={platform.title} />}
      {platform.documentation !== undefined && (
        <p className="help">
          <a href={platform.documentation} target="_blank" rel="noreferrer">
            {platform.title} documentation
          </a>
        </p>
      )}
    </section>
  );
}

/** Said before anything opens: whoever has not registered the address ends on an error of the vendor. */
function Registration({ form, title }: { form: SignInForm; title: string }): ReactElement {
  const { redirectUris, register, approvals } = form;
  const [first] = redirectUris;
  return (
    <>
      {first !== undefined && (
        <>
          <h3>Redirect address to register in your {title} app</h3>
          <CopyLine text={first} what="the redirect address" />
          {redirectUris.length > 1 && (
            <p className="help">And {redirectUris.slice(1).join(', ')}, for when the first port is in use.</p>
          )}
        </>
      )}
      {register !== undefined && (
        <p className="help">
          <Rich text={register} />
        </p>
      )}
      {approvals !== undefined && (
        <p className="help">
          {title} keeps {approvals} sign-ins of a user and client; one more ends the oldest.
        </p>
      )}
    </>
  );
}
