import { Tooltip } from '@mantine/core';
import { useEffect, useState, type ReactElement, type RefObject } from 'react';

/**
 * The whole name of the row whose link is pointed at or has the focus. One for the list: one a row would be most of what it
 * costs to draw the list.
 */
export function NameTip({ list }: { list: RefObject<HTMLElement | null> }): ReactElement | null {
  const [link, setLink] = useState<HTMLElement>();
  useEffect(() => {
    const element = list.current;
    const show = ({ target }: Event) => setLink(linkAt(target));
    const hide = () => setLink(undefined);
    const hideByKey = ({ key }: KeyboardEvent) => key === 'Escape' && hide();
    const told = new AbortController();
    const { signal } = told;
    for (const event of ['pointerover', 'focusin']) element?.addEventListener(event, show, { signal });
    for (const event of ['pointerleave', 'focusout']) element?.addEventListener(event, hide, { signal });
    window.addEventListener('keydown', hideByKey, { signal });
    return () => told.abort();
  }, [list]);
  if (!link?.isConnected) return null;
  return (
    <Tooltip
      key={link.dataset['tip']}
      target={link}
      opened
      label={link.dataset['tip']}
      position="bottom-start"
      multiline
    />
  );
}

function linkAt(target: EventTarget | null): HTMLElement | undefined {
  return (target as Element).closest<HTMLElement>('[data-tip]') ?? undefined;
}
