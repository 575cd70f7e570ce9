import type { ReactElement } from 'react';
import type { Row } from '../contract.ts';
import { Icon } from './icons.tsx';
import { navigate } from './route.ts';
import { setSuspended, testNow } from './row-actions.ts';
import type { Selection } from './selection.ts';
import { useRowRights } from './use-rights.ts';

interface BulkBarProps {
  selection: Selection;
  onDelete: (rows: readonly Row[]) => void;
}

/** What can be done to all rows that are selected; nothing while none is. */
export function BulkBar(props: BulkBarProps): ReactElement {
  const { length } = props.selection.rows;
  return (
    <>
      <span className="vh" role="status">
        {length > 0 && `${length} selected`}
      </span>
      {length > 0 && <Bar {...props} />}
    </>
  );
}

function Bar({ selection, onDelete }: BulkBarProps): ReactElement {
  const { rows, clear } = selection;
  const rights = useRowRights(rows);
  const count = rows.length;
  const mayChange = rights?.update !== false;
  const [source, destination] = rows.map(({ key }) => key);
  return (
    <section className="bulk" aria-label="Selected connections">
      <b className="num" aria-hidden="true">
        {count} selected
      </b>
      <button className="btn sm" disabled={!mayChange} onClick={() => void testNow(rows)}>
        <Icon name="retry" />
        Test now
      </button>
      <SuspendButtons rows={rows} disabled={!mayChange} />
      {count === 2 && (
        <button
          className="btn sm"
          onClick={() => navigate(`/pair?${new URLSearchParams({ source: source!, destination: destination! })}`)}
        >
          <Icon name="pair" />
          Check as a pair
        </button>
      )}
      <button className="btn sm danger" disabled={rights?.delete === false} onClick={() => onDelete(rows)}>
        <Icon name="trash" />
        Delete
      </button>
      {!mayChange && <span className="muted">You may not change all of them.</span>}
      <span className="grow" />
      <button className="btn sm quiet" onClick={clear}>
        Clear selection
      </button>
    </section>
  );
}

/** Only what changes something: a mixed selection has both. */
function SuspendButtons({ rows, disabled }: { rows: readonly Row[]; disabled: boolean }): ReactElement {
  const [suspended, running] = [true, false].map((is) => rows.filter(({ state }) => (state === 'Suspended') === is));
  return (
    <>
      {running!.length > 0 && (
        <button className="btn sm" disabled={disabled} onClick={() => void setSuspended(running!, true)}>
          <Icon name="pause" />
          Suspend
        </button>
      )}
      {suspended!.length > 0 && (
        <button className="btn sm" disabled={disabled} onClick={() => void setSuspended(suspended!, false)}>
          <Icon name="play" />
          Resume
        </button>
      )}
    </>
  );
}
