import { useEffect } from 'react';

/** The title of the window, which a screen reader says first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === 'Connections' ? 'Connections · connection console' : `${title} · connection console`;
  }, [title]);
}
