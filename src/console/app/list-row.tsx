import { memo, type ReactElement } from 'react';
import type { Row } from '../contract.ts';
import { Icon } from './icons.tsx';
import { Link } from './link.tsx';
import { usePlatformCard } from './platform-cards.ts';
import { RowMenu } from './row-menu.tsx';
import { Status, wordsOf } from './status.tsx';
import { Tile } from './tile.tsx';
import { isSoon, spanOf } from './times.ts';

interface ListRowProps {
  row: Row;
  index: number;
  now: number;
  /** The one row that the tab key comes to. */
  isCurrent: boolean;
  isNew: boolean;
  isSelected: boolean;
  measure: (element: HTMLElement | null) => void;
  onFocus: (key: string) => void;
  onSelect: (key: string) => void;
  onDelete: (rows: readonly Row[]) => void;
}

export const ListRow = memo(function ListRow({ row, index, now, measure, onDelete, ...props }: ListRowProps) {
  const { isCurrent, isNew, isSelected, onFocus, onSelect } = props;
  const focus = { tabIndex: isCurrent ? 0 : -1, onFocus: () => onFocus(row.key) };
  const className = [isNew ? 'is-new' : '', isSelected ? 'is-selected' : ''].join(' ').trim();
  return (
    <tr ref={measure} data-index={index} data-key={row.key} aria-rowindex={index + 2} className={className}>
      <td className="k">
        <input
          type="checkbox"
          aria-label={`Select ${row.name}`}
          checked={isSelected}
          onChange={() => onSelect(row.key)}
          {...focus}
        />
      </td>
      <td className="n">
        <Name row={row} {...focus} />
      </td>
      <td className="wide mid2 muted cut">{row.namespace}</td>
      <td className="p">
        <PlatformCell name={row.platform} />
      </td>
      <td className="s">
        <StatusCell row={row} />
      </td>
      <td className="wide mid2 cut muted" title={row.account}>
        {row.account || <None what="no account" />}
      </td>
      <td className="r t num muted">
        {row.tested === undefined ? <None what="not tested" /> : spanOf(now - row.tested)}
      </td>
      <td className="r wide num">
        <Expires expires={row.expires} now={now} />
      </td>
      <td className="m">
        <RowMenu row={row} {...focus} onDelete={onDelete} />
      </td>
    </tr>
  );
});

/** Of a long name the end is often what tells two apart, so it is cut in the middle. */
const endLength = 12;

function Name({ row, ...focus }: { row: Row; tabIndex: number; onFocus: () => void }): ReactElement {
  const { name, namespace, git } = row;
  const cut = name.length > 2 * endLength ? name.length - endLength : name.length;
  const tip = `${name} (namespace ${namespace})`;
  return (
    <div className="name">
      <Link className="mid" href={`/connections/${namespace}/${name}`} aria-label={name} data-tip={tip} {...focus}>
        <span className="cut">{name.slice(0, cut)}</span>
        <span>{name.slice(cut)}</span>
      </Link>
      {git && (
        <span title="Kept in Git">
          <Icon name="branch" />
          <span className="vh">, kept in Git</span>
        </span>
      )}
    </div>
  );
}

function PlatformCell({ name }: { name: string }): ReactElement {
  const card = usePlatformCard(name);
  return (
    <div className="plat">
      <Tile title={card?.title ?? name} category={card?.category ?? ''} />
      <span className="cut">{card?.title ?? name}</span>
    </div>
  );
}

function StatusCell({ row: { state, reason, message } }: { row: Row }): ReactElement {
  const isQuiet = state === 'Connected' || state === 'Suspended';
  return (
    <div className="stat" title={message}>
      <Status state={state} />
      {!isQuiet && <small className="cut">{wordsOf(reason)}</small>}
    </div>
  );
}

function Expires({ expires, now }: { expires: number | undefined; now: number }): ReactElement {
  if (expires === undefined) return <None what="no end known" />;
  const left = expires < now ? 'over' : spanOf(expires - now);
  if (!isSoon(expires, now)) return <span className="muted">{left}</span>;
  return (
    <span className="soon">
      <Icon name="clock" />
      {left}
    </span>
  );
}

function None({ what }: { what: string }): ReactElement {
  return (
    <span className="faint">
      –<span className="vh">{what}</span>
    </span>
  );
}
