import type { ReactElement } from 'react';

const hues: Readonly<Record<string, string>> = {
  ContentManagement: 'content',
  FileSharing: 'share',
  CloudStorage: 'cloud',
  FileProtocol: 'file',
  Collaboration: 'collab',
  Business: 'business',
};

/** Two letters that stand for a platform. */
export function Tile({ title, category, size = '' }: { title: string; category: string; size?: string }): ReactElement {
  return (
    <span className={`tile ${hues[category] ?? 'file'} ${size}`} aria-hidden="true">
      {lettersOf(title)}
    </span>
  );
}

function lettersOf(title: string): string {
  const [first = '', second = ''] = title.split(/[\s(-]+/);
  const capitals = first.replace(/[^A-Z0-9]/g, '');
  if (capitals.length > 1) return capitals.slice(0, 2);
  return second === '' ? first.slice(0, 2) : `${first[0] ?? ''}${second[0]?.toLowerCase() ?? ''}`;
}
