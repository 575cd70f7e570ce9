import type { ReactElement } from 'react';

const paths = {
  plug: 'M6 2v3M10 2v3M4.5 5h7v2.5a3.5 3.5 0 0 1-7 0zM8 11v3',
  pair: 'M2.5 5.5h10M10 3l2.5 2.5L10 8M13.5 10.5h-10M6 8l-2.5 2.5L6 13',
  plus: 'M8 3v10M3 8h10',
  search: 'M7 2.75a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5M10.3 10.3L13.5 13.5',
  chevron: 'M4 6l4 4 4-4',
  down: 'M8 4v8M4.5 8.5L8 12l3.5-3.5',
  up: 'M8 12V4M4.5 7.5L8 4l3.5 3.5',
  clock: 'M8 2.25a5.75 5.75 0 1 0 0 11.5 5.75 5.75 0 0 0 0-11.5M8 4.75V8l2.25 1.5',
  check: 'M3.5 8.5l3 3 6-7',
  cross: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  warning: 'M8 2.25l6.25 11.25H1.75zM8 6.5v3M8 11.5h.01',
  moon: 'M13.5 9.4A5.75 5.75 0 1 1 6.6 2.5a4.5 4.5 0 0 0 6.9 6.9z',
  keyboard:
    'M3 4h10a1.5 1.5 0 0 1 1.5 1.5V11a1.5 1.5 0 0 1-1.5 1.5H3A1.5 1.5 0 0 1 1.5 11V5.5A1.5 1.5 0 0 1 3 4M4.5 6.75h.01M7 6.75h.01M9.5 6.75h.01M11.75 6.75h.01M5 9.75h6',
  person: 'M8 2.5a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5M2.75 14c.5-2.75 2.6-4.25 5.25-4.25s4.75 1.5 5.25 4.25',
  copy: 'M7 5.5h5a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 5.5 12V7A1.5 1.5 0 0 1 7 5.5M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2',
  save: 'M8 2.5v7.5M4.75 7L8 10.25 11.25 7M2.5 13.25h11',
  retry: 'M13 3v3.25H9.75M3 13V9.75h3.25M12.7 6.25A5 5 0 0 0 3.9 5.4M3.3 9.75a5 5 0 0 0 8.8.85',
  key: 'M5 8.25a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5M7 9l6.25-6.25M10.5 5.5l2 2',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.5v9l7.5-4.5z',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  branch: 'M4.5 3v10M4.5 9.5c4 0 7-1 7-4.5M4.5 3h.01M11.5 4.5h.01M4.5 13h.01',
  laptop: 'M4 3h8a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M1.5 13h13',
  trash: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.5 8.5h6l.5-8.5',
  ring: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2',
  untold: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M5.5 8h5',
  open: 'M9.5 2.5h4v4M13.5 2.5L7 9M12 9.5v3a1 1 0 0 1-1 1H3.5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h3',
  pulse: 'M2 8h2.5L6 4l3 8 1.8-4H14',
} as const;

export type IconName = keyof typeof paths;

/** A drawing of lines, which says nothing by itself: the word is beside it, or in the label of its button. */
export function Icon({ name, className = '' }: { name: IconName; className?: string }): ReactElement {
  return (
    <svg className={`i ${className}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** A filled circle with a tick. */
export function GoodMark(): ReactElement {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="7" fill="currentColor" stroke="none" />
      <path d="M4.9 8.3l2.1 2.1 4.1-4.6" stroke="var(--surface)" strokeWidth="1.7" />
    </svg>
  );
}

/** A filled octagon with a cross. */
export function BadMark(): ReactElement {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" stroke="none" />
      <path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" stroke="var(--surface)" strokeWidth="1.7" />
    </svg>
  );
}

export function BusyMark(): ReactElement {
  return (
    <svg className="i spin" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 2a6 6 0 0 1 6 6" />
      <circle cx="8" cy="8" r="6" opacity="0.25" />
    </svg>
  );
}

export function PendingMark(): ReactElement {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" strokeDasharray="2.6 2.1" />
    </svg>
  );
}
