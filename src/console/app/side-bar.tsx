import type { ReactElement } from 'react';
import type { Session } from '../contract.ts';
import { ContextMenu } from './context-menu.tsx';
import { Icon } from './icons.tsx';
import { Link } from './link.tsx';
import { useRoute } from './route.ts';
import { useListing } from './rows.ts';
import { OperatorLine, PersonLine } from './side-facts.tsx';
import { ThemeButton } from './theme-button.tsx';

export interface BarProps {
  session: Session | undefined;
  onKeys: () => void;
}

/** Where one is, where one can go, whether the operator is at work, and as whom one is here. */
export function SideBar({ session, onKeys }: BarProps): ReactElement {
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
      <ContextMenu session={session} />
      <Navigation />
      <footer>
        <OperatorLine />
        <PersonLine session={session} />
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
      <Link href="/add" {...current(['add'])}>
        <Icon name="plus" />
        <span>Add connection</span>
      </Link>
      <Link href="/pair" {...current(['pair'])}>
        <Icon name="pair" />
        <span>Check a pair</span>
      </Link>
      <Link href="/health" {...current(['health'])}>
        <Icon name="pulse" />
        <span>Health</span>
      </Link>
    </nav>
  );
}
