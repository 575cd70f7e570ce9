import { useHotkeys } from '@mantine/hooks';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Session } from '../contract.ts';
import { Icon } from './icons.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { Link } from './link.tsx';
import { navigate } from './route.ts';
import { useListing } from './rows.ts';
import { SideBar, type BarProps } from './side-bar.tsx';
import { ThemeButton } from './theme-button.tsx';
import { useLoaded } from './use-loaded.ts';

/** What stands around every view: where one is, as whom, and whether what is shown is live. */
export function Frame({ children }: { children: ReactNode }): ReactElement {
  const { value: session } = useLoaded<Session>('/session');
  const [keysShown, setKeysShown] = useState(false);
  useHotkeys([
    ['n', () => navigate('/add')],
    ['shift+?', () => setKeysShown(true)],
  ]);
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className="app">
        <TopBar session={session} onKeys={() => setKeysShown(true)} />
        <SideBar session={session} onKeys={() => setKeysShown(true)} />
        <main id="main" tabIndex={-1}>
          <Banners />
          {children}
        </main>
      </div>
      <KeysDialog opened={keysShown} onClose={() => setKeysShown(false)} />
    </>
  );
}

function TopBar({ session, onKeys }: BarProps): ReactElement {
  return (
    <header className="topbar">
      <Link className="grow topname" href="/">
        <b>{session?.context ?? 'Connections'}</b>
        <small>{session?.namespace ?? 'All namespaces'}</small>
      </Link>
      <Link className="icon" href="/pair" aria-label="Check a pair">
        <Icon name="pair" />
      </Link>
      <Link className="icon" href="/health" aria-label="Health">
        <Icon name="pulse" />
      </Link>
      <ThemeButton />
      <button className="icon" aria-label="Keyboard shortcuts" onClick={onKeys}>
        <Icon name="keyboard" />
      </button>
    </header>
  );
}

function Banners(): ReactElement | null {
  const { connected, reachable } = useListing();
  if (connected && reachable) return null;
  const what = connected
    ? 'The API server is not reachable. What is shown may be old; it is live again as soon as it responds.'
    : 'The console does not respond. Is it still running in the terminal?';
  return (
    <div className="banner warn" role="alert">
      <Icon name="warning" />
      <span className="grow">{what}</span>
    </div>
  );
}
