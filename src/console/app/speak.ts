let region: HTMLElement | undefined;

/** Says a summary to a screen reader, without taking the focus, and shows it at the edge of the page for a while. */
export function say(text: string): void {
  region ??= makeRegion();
  region.textContent = text;
  setTimeout(() => {
    if (region?.textContent === text) region.textContent = '';
  }, 6000);
}

export function hush(): void {
  if (region) region.textContent = '';
}

function makeRegion(): HTMLElement {
  const element = document.createElement('div');
  element.setAttribute('role', 'status');
  element.className = 'spoken';
  document.body.append(element);
  return element;
}
