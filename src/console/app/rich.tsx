import type { ReactElement } from 'react';

/** A text of the product, in which what is in back quotes is code. */
export function Rich({ text }: { text: string }): ReactElement {
  const parts = text.split('`');
  return (
    <>
      {parts.map((part, index) =>
        // The parts of a text have no other identity than their place.
        index % 2 === 1 ? <code key={`${index}`}>{part}</code> : part,
      )}
    </>
  );
}
