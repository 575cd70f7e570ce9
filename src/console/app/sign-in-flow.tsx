import { Fragment, useState, type ReactElement } from 'react';
import type { PlatformForm, SignInForm, SignInWait } from '../contract.ts';
import { BusyMark, Icon } from './icons.tsx';
import { say } from './speak.ts';
import { spanOf, useNow } from './times.ts';
import { openVendor, type SigningIn } from './use-sign-in.ts';

interface SignInFlowProps {
  platform: PlatformForm;
  form: SignInForm;
  signIn: SigningIn;
}

/** What happens while the person is at the vendor: the address to allow, the wait, and what comes after. */
export function SignInFlow({ platform, form, signIn }: SignInFlowProps): ReactElement {
  const { wait, signed } = signIn;
  const uri = wait?.redirectUri;
  return (
    <section aria-label="Sign in">
      <ol className="flow">
        {uri !== undefined && (
          <li>
            {/* Not ticked: nobody here can see what is saved at the vendor. */}
            <i aria-hidden="true">1</i>
            <h2>Allow this address in your {platform.title} app</h2>
            <p>Once for each app. {form.register ?? ''}</p>
            <CopyLine text={uri} what="the address" />
          </li>
        )}
        <li className={signed ? 'done' : 'now'}>
          <i aria-hidden="true">{signed ? <Icon name="check" /> : uri === undefined ? 1 : 2}</i>
          <h2>Approve access in the browser</h2>
          <p>Go on only if you started this sign-in.</p>
          {wait && wait.scopes.length > 0 && <Scopes of={wait.scopes} />}
          {wait ? <WaitBox title={platform.title} wait={wait} signIn={signIn} /> : null}
        </li>
        <li className={signed ? 'now' : ''}>
          <i aria-hidden="true">{uri === undefined ? 2 : 3}</i>
          <h2>Confirm the account</h2>
          {signed ? (
            <Choice signIn={signIn} />
          ) : (
            <p>You see who signed in and what that account may do, before anything is stored.</p>
          )}
        </li>
      </ol>
      <div className="row flowend">
        <button type="button" className="btn" onClick={signIn.stop}>
          Stop
        </button>
      </div>
    </section>
  );
}

/** What the vendor will ask the person to grant. */
function Scopes({ of }: { of: readonly string[] }): ReactElement {
  return (
    <p className="help">
      Permissions that are asked for:{' '}
      {of.map((scope, index) => (
        <Fragment key={scope}>
          {index > 0 && ', '}
          <code>{scope}</code>
        </Fragment>
      ))}
    </p>
  );
}

/** @param what - for the message, such as `the address` */
export function CopyLine({ text, what }: { text: string; what: string }): ReactElement {
  const copy = () => void navigator.clipboard.writeText(text).then(() => say(`Copied ${what}`));
  return (
    <div className="copy">
      <code tabIndex={0}>{text}</code>
      <button type="button" className="btn quiet sm" aria-label={`Copy ${what}`} onClick={copy}>
        <Icon name="copy" />
        Copy
      </button>
    </div>
  );
}

interface WaitBoxProps {
  title: string;
  wait: SignInWait;
  signIn: SigningIn;
}

function WaitBox({ title, wait, signIn: { notice, paste } }: WaitBoxProps): ReactElement {
  const now = useNow();
  const left = Math.max(0, wait.endsAt - now);
  const copy = () => void navigator.clipboard.writeText(wait.url).then(() => say('Copied the link'));
  return (
    <div className="waiting">
      <div className="top">
        <BusyMark />
        <span className="grow">
          <b role="status">Waiting for {title}</b>
          <small className="num">A tab has opened. {spanOf(left)} left.</small>
        </span>
        <button type="button" className="btn sm" onClick={() => openVendor(wait.url)}>
          <Icon name="open" />
          Open again
        </button>
        <button type="button" className="btn sm" onClick={copy}>
          <Icon name="copy" />
          Copy link
        </button>
      </div>
      {wait.userCode !== undefined && (
        <div>
          <h3>Enter this code there</h3>
          <CopyLine text={wait.userCode} what="the code" />
        </div>
      )}
      {notice !== undefined && (
        <div role="alert">
          <p className="problem">
            <Icon name="warning" />
            <span>{notice}</span>
          </p>
        </div>
      )}
      {wait.flow === 'code' && <Paste wait={wait} paste={paste} />}
    </div>
  );
}

function Paste({ wait, paste }: { wait: SignInWait; paste: SigningIn['paste'] }): ReactElement {
  const [text, setText] = useState('');
  const isOnly = wait.takes === 'Paste';
  return (
    <>
      {!isOnly && <Causes />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void paste(text);
        }}
      >
        <div className="field">
          <label htmlFor="paste">{isOnly ? 'Code' : 'Browser on another machine?'}</label>
          <div className="row">
            <input
              id="paste"
              className="input mono grow"
              autoComplete="off"
              spellCheck={false}
              aria-describedby="paste-help"
              placeholder={isOnly ? '' : `${wait.redirectUri ?? ''}?code=…`}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
            />
            <button className="btn" disabled={text.trim() === ''}>
              Continue
            </button>
          </div>
          <p className="help" id="paste-help">
            Paste the address that the browser ended on, or the code alone.
          </p>
        </div>
      </form>
    </>
  );
}

function Causes(): ReactElement {
  return (
    <div>
      <h3>Does the tab show an error? It does not tell us. Common causes:</h3>
      <ul className="causes">
        <li>
          <b>Redirect address</b>: the address above is not saved in the app, or is not exactly the same.
        </li>
        <li>
          <b>Approval</b>: an administrator has to allow the app, or the account may not use it.
        </li>
      </ul>
    </div>
  );
}

function Choice({ signIn: { signed, choose } }: { signIn: SigningIn }): ReactElement {
  const { setting = '', items = [] } = signed?.choose ?? {};
  return (
    <>
      <p>This account has several. Choose a value for {setting}.</p>
      <div className="row">
        {items.map(({ id, label }) => (
          <button key={id} type="button" className="btn" onClick={() => choose(id)}>
            {label}
          </button>
        ))}
      </div>
    </>
  );
}
