import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import type { ReactElement } from 'react';
import { Icon } from './icons.tsx';

export function ThemeButton(): ReactElement {
  const scheme = useComputedColorScheme('light');
  const { setColorScheme } = useMantineColorScheme();
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <button className="icon" aria-label={`Switch to the ${other} theme`} onClick={() => setColorScheme(other)}>
      <Icon name="moon" />
    </button>
  );
}
