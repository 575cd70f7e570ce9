import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useState, type ReactElement, type ReactNode } from 'react';
import type { Session } from '../contract.ts';
import { Icon } from './icons.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { Link } from './link.tsx';
import { navigate, useRoute } from './route.ts';
import { useListing } from './rows.ts';
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

interface BarProps {
  session: Session | undefined;
  onKeys: () => void;
}

function TopBar({ session, onKeys }: BarProps): ReactElement {
  return (
    <header className="topbar">
      <Link className="grow topname" href="/">
        <b>{session?.context ?? 'Connections'}</b>
        <small>{session?.namespace ?? 'All namespaces'}</small>
      </Link>
      <Link className="icon" href="/pair" aria-label="Pair">
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

function SideBar({ session, onKeys }: BarProps): ReactElement {
  return (
    <aside className="side" aria-label="Console">
      <Link className="brand" href="/">
        <svg className="i logo" viewBox="0 0 20 20" aria-hidden="true">
          <circle cx="5" cy="10" r="3" />
          <circle cx="15" cy="10" r="3" fill="currentColor" />
          <path d="M8 10h4" />
        </svg>
        Connection console
      </Link>
      <div className="context">
        <span>
          <b className="cut">
            <span className="vh">Cluster </span>
            {session?.context ?? '…'}
          </b>
          <small>{session?.namespace ?? 'All namespaces'}</small>
        </span>
      </div>
      <Navigation />
      <footer>
        <Person user={session?.user} />
        <div className="tools">
          <ThemeButton />
          <button className="icon" aria-label="Keyboard shortcuts" onClick={onKeys}>
            <Icon name="keyboard" />
          </button>
        </div>
      </footer>
    </aside>
  );
}

function Navigation(): ReactElement {
  const { rows } = useListing();
  const { path } = useRoute();
  const [view = ''] = path;
  const current = (names: readonly string[]) => (names.includes(view) ? { 'aria-current': 'page' as const } : {});
  return (
    <nav className="nav" aria-label="Main">
      <Link href="/" {...current(['', 'connections'])}>
        <Icon name="plug" />
        <span>Connections</span>
        <span className="num n">{rows.length}</span>
      </Link>
      <Link href="/pair" {...current(['pair'])}>
        <Icon name="pair" />
        <span>Pair</span>
      </Link>
      <Link href="/health" {...current(['health'])}>
        <Icon name="pulse" />
        <span>Health</span>
      </Link>
      <Link href="/add" {...current(['add'])}>
        <Icon name="plus" />
        <span>Add connection</span>
      </Link>
    </nav>
  );
}

function Person({ user }: { user: string | undefined }): ReactElement | null {
  if (user === undefined) return null;
  return (
    <p>
      <Icon name="person" />
      <span className="cut" title={user}>
        {user}
      </span>
    </p>
  );
}

function ThemeButton(): ReactElement {
  const scheme = useComputedColorScheme('light');
  const { setColorScheme } = useMantineColorScheme();
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <button className="icon" aria-label={`Switch to the ${other} theme`} onClick={() => setColorScheme(other)}>
      <Icon name="moon" />
    </button>
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
