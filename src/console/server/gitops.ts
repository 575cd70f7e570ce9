interface Labelled {
  metadata: { labels?: Record<string, string>; annotations?: Record<string, string> };
}

/** Labels and annotations that these put on what they apply; `managed-by` is Argo CD's on a whole namespace. */
const marks: readonly (readonly [string, string])[] = [
  ['argocd.argoproj.io/instance', 'Argo CD'],
  ['argocd.argoproj.io/tracking-id', 'Argo CD'],
  ['argocd.argoproj.io/managed-by', 'Argo CD'],
  ['kustomize.toolkit.fluxcd.io/name', 'Flux'],
  ['helm.toolkit.fluxcd.io/name', 'Flux'],
];

/** Who keeps an object in Git: what the page changes in it would be put back. */
export function gitOwner({ metadata: { labels = {}, annotations = {} } }: Labelled): string | undefined {
  return marks.find(([name]) => Object.hasOwn(labels, name) || Object.hasOwn(annotations, name))?.[1];
}
