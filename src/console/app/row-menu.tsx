import { Menu } from '@mantine/core';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { Row } from '../contract.ts';
import { Icon } from './icons.tsx';
import { navigate } from './route.ts';
import { pathOf, setSuspended, testNow } from './row-actions.ts';
import { useRowRights } from './use-rights.ts';

interface RowMenuProps {
  row: Row;
  tabIndex: number;
  onFocus: () => void;
  onDelete: (rows: readonly Row[]) => void;
}

/** What can be done to one row. Only the button is drawn until it is pressed: a menu a row would be most of the list. */
export function RowMenu(props: RowMenuProps): ReactElement {
  const [isWanted, setIsWanted] = useState(false);
  if (isWanted) return <PressedOnce {...props} />;
  return (
    <button {...looksOf(props)} aria-haspopup="menu" onClick={() => setIsWanted(true)}>
      <Icon name="more" />
    </button>
  );
}

function looksOf({ row, tabIndex, onFocus }: RowMenuProps) {
  return { className: 'icon', 'aria-label': `Actions for ${row.name}`, tabIndex, onFocus };
}

/** Within the page's landmark, and with the focus on the first item and not on something unseen before it. */
export const inPage = { portalProps: { target: '#main' }, withInitialFocusPlaceholder: false } as const;

function PressedOnce(props: RowMenuProps): ReactElement {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // The button is another one than that which was pressed: the menu gives the focus back to what has it when it opens.
  useEffect(() => {
    button.current?.focus();
    setOpened(true);
  }, []);
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" offset={2} returnFocus {...inPage}>
      <Menu.Target>
        <button ref={button} {...looksOf(props)}>
          <Icon name="more" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>{opened && <Items {...props} />}</Menu.Dropdown>
    </Menu>
  );
}

function Items({ row, onDelete }: RowMenuProps): ReactElement {
  const rights = useRowRights([row]);
  const isSuspended = row.state === 'Suspended';
  const mayChange = rights?.update !== false;
  return (
    <>
      <Menu.Item leftSection={<Icon name="open" />} onClick={() => navigate(pathOf(row))}>
        Open
      </Menu.Item>
      <Menu.Item leftSection={<Icon name="retry" />} disabled={!mayChange} onClick={() => void testNow([row])}>
        Test now
      </Menu.Item>
      <Menu.Item
        leftSection={<Icon name={isSuspended ? 'play' : 'pause'} />}
        disabled={!mayChange}
        onClick={() => void setSuspended([row], !isSuspended)}
      >
        {isSuspended ? 'Resume' : 'Suspend'}
      </Menu.Item>
      <Menu.Item
        leftSection={<Icon name="key" />}
        disabled={rights?.secrets === false}
        onClick={() => navigate(`${pathOf(row)}/credential`)}
      >
        Replace credential
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        className="danger"
        leftSection={<Icon name="trash" />}
        disabled={rights?.delete === false}
        onClick={() => onDelete([row])}
      >
        Delete
      </Menu.Item>
    </>
  );
}
