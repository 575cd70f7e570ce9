import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import type { PlatformCard } from '../contract.ts';
import { Icon } from './icons.tsx';
import { Link } from './link.tsx';
import { usePlatformCards } from './platform-cards.ts';
import { navigate } from './route.ts';
import { say } from './speak.ts';
import { Steps } from './steps.tsx';
import { Tile } from './tile.tsx';
import { useTitle } from './use-title.ts';

const categories: readonly (readonly [string, string])[] = [
  ['ContentManagement', 'Content management'],
  ['FileSharing', 'File sharing'],
  ['CloudStorage', 'Cloud storage'],
  ['FileProtocol', 'File protocols'],
  ['Collaboration', 'Collaboration'],
  ['Business', 'Business'],
];

/** The first step: which platform. */
export function PlatformsPage(): ReactElement {
  useTitle('Select a platform');
  const cards = usePlatformCards();
  const [text, setText] = useState('');
  const found = useMemo(() => searched(cards, text), [cards, text]);
  useHotkeys([['escape', () => navigate('/')]], []);
  useSpokenCount(found.length, text);
  return (
    <>
      <nav className="crumbs" aria-label="Path">
        <Link href="/">Connections</Link>
        <span aria-hidden="true">/</span>
        <span>Add connection</span>
      </nav>
      <div className="head">
        <h1 className="grow" tabIndex={-1}>
          Select a platform
        </h1>
        <Steps now={0} />
      </div>
      <Search text={text} count={cards.length} setText={setText} first={found[0]} />
      {found.length === 0 && cards.length > 0 && (
        <p className="muted">No platform matches. A platform of your own is one YAML file of kind Platform.</p>
      )}
      {categories.map(([id, title]) => (
        <Category key={id} title={title} cards={found.filter(({ category }) => category === id)} />
      ))}
    </>
  );
}

function useSpokenCount(count: number, text: string): void {
  const [spoken] = useDebouncedValue(
    text === '' ? '' : count === 1 ? '1 platform matches' : `${count} platforms match`,
    500,
  );
  useEffect(() => {
    if (spoken !== '') say(spoken);
  }, [spoken]);
}

interface SearchProps {
  text: string;
  count: number;
  setText: (text: string) => void;
  /** What Enter opens. */
  first: PlatformCard | undefined;
}

function Search({ text, count, setText, first }: SearchProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  useHotkeys([['/', () => input.current?.focus()]]);
  return (
    <div className="search bigsearch" role="search">
      <Icon name="search" />
      <input
        ref={input}
        className="input"
        type="search"
        aria-label="Search platforms"
        placeholder={`Search ${count} platforms, for example “sharepoint” or “minio”`}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter' && text !== '' && first && first.retired === undefined) navigate(`/add/${first.name}`);
          if (key === 'Escape') navigate('/');
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}

function Category({ title, cards }: { title: string; cards: readonly PlatformCard[] }): ReactElement | null {
  if (cards.length === 0) return null;
  return (
    <section aria-label={title}>
      <div className="cathead">
        <h2>{title}</h2>
        <span className="num">{cards.length}</span>
      </div>
      <div className="cards">
        {cards.map((card) => (
          <Card key={card.name} card={card} />
        ))}
      </div>
    </section>
  );
}

function Card({ card: { name, title, category, methods, retired } }: { card: PlatformCard }): ReactElement {
  const inside = (
    <>
      <Tile title={title} category={category} size="lg" />
      <span>
        <b>{title}</b>
        <small>{retired === undefined ? methods.join(', ') : `Ended ${retired}`}</small>
      </span>
    </>
  );
  if (retired !== undefined) return <div className="card off">{inside}</div>;
  return (
    <Link className="card" href={`/add/${name}`}>
      {inside}
    </Link>
  );
}

/** Those whose name, title, other names or methods have each of the words; a title that begins so comes first. */
function searched(cards: readonly PlatformCard[], text: string): PlatformCard[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const textOf = ({ name, title, aliases, methods }: PlatformCard) =>
    [name, title, ...aliases, ...methods].join(' ').toLowerCase();
  const found = cards.filter((card) => words.every((word) => textOf(card).includes(word)));
  const begins = ({ title }: PlatformCard) => title.toLowerCase().startsWith(words[0] ?? '');
  return found.toSorted((a, b) => Number(begins(b)) - Number(begins(a)) || a.title.localeCompare(b.title));
}
