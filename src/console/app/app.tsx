import { useEffect, useRef, type ReactElement } from 'react';
import { AddPage } from './add-page.tsx';
import { DetailPage } from './detail-page.tsx';
import { Frame } from './frame.tsx';
import { HealthPage } from './health-page.tsx';
import { ListPage } from './list-page.tsx';
import { PairPage } from './pair-page.tsx';
import { PlatformsPage } from './platforms-page.tsx';
import { ReplacePage } from './replace-page.tsx';
import { useRoute } from './route.ts';

/** The page: a frame, and the view that the address names. */
export function App(): ReactElement {
  const { path } = useRoute();
  const where = path.join('/');
  const last = useRef(where);
  useEffect(() => {
    if (last.current === where) return;
    last.current = where;
    window.scrollTo(0, 0);
    // A view that has taken the focus itself keeps it.
    const main = document.querySelector('main');
    if (!main?.contains(document.activeElement)) main?.querySelector<HTMLElement>('h1')?.focus();
  }, [where]);
  return <Frame>{viewOf(path)}</Frame>;
}

function viewOf([view = '', first, second, third]: readonly string[]): ReactElement {
  if (view === 'add') return first === undefined ? <PlatformsPage /> : <AddPage key={first} platform={first} />;
  if (view === 'pair') return <PairPage />;
  if (view === 'health') return <HealthPage />;
  if (view === 'connections' && first !== undefined && second !== undefined && third === 'credential')
    return <ReplacePage key={`${first}/${second}`} namespace={first} name={second} />;
  if (view === 'connections' && first !== undefined && second !== undefined)
    return <DetailPage key={`${first}/${second}`} namespace={first} name={second} />;
  return <ListPage />;
}
