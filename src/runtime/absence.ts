import { isApiError } from './api-error.ts';

/** So many in a row: an API server that has just started serves no custom resource for a moment. */
const TIMES = 3;

/** Whether what is listed is nothing that the API server knows: its CustomResourceDefinition is missing. */
export class Absence {
  readonly #onMissing: ((isMissing: boolean) => void) | undefined;
  #times = 0;

  constructor(onMissing?: (isMissing: boolean) => void) {
    this.#onMissing = onMissing;
  }

  get isMissing(): boolean {
    return this.#times >= TIMES;
  }

  /** @returns whether it is missing from now on. */
  failed(error: unknown): boolean {
    this.#times = isApiError(error, 404) ? this.#times + 1 : 0;
    const isNews = this.#times === TIMES;
    if (isNews) this.#onMissing?.(true);
    return isNews;
  }

  ended(): void {
    const { isMissing } = this;
    this.#times = 0;
    if (isMissing) this.#onMissing?.(false);
  }
}
