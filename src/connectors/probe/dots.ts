/** What is wrong with a path of the probe that goes into an address: that would leave these parts out, and lead elsewhere. */
export function dotsIn(path = ''): string | undefined {
  return path.split('/').some((part) => part === '.' || part === '..')
    ? 'spec.requires.path has a part . or .., which proof Probe cannot write to'
    : undefined;
}
