import { createTheme, Modal } from '@mantine/core';

const accent = Array.from({ length: 10 }, () => 'var(--accent)') as unknown as readonly [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

/** The library's look comes from our tokens; styles/library.css has the rest. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'accent',
  colors: { accent },
  defaultRadius: 6,
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    // Its scroll lock puts a style into the page without the nonce.
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: true, radius: 14, transitionProps: { duration: 0 } },
    }),
  },
});
