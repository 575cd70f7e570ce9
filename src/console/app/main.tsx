import '@mantine/core/styles.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/list.css';
import './styles/form.css';
import './styles/views.css';
import './styles/narrow.css';
import './styles/library.css';
import { MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { theme } from './theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <App />
    </MantineProvider>,
  );
}
