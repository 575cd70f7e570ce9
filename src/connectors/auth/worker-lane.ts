import { Worker } from 'node:worker_threads';

/** A call of a function that a module exports. Its arguments and its result can be cloned. */
export interface Job {
  /** `import.meta.url` of the module. */
  module: string;
  name: string;
  args: readonly unknown[];
}

interface Task {
  job: Job;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

type Answer = { value: unknown } | { error: string };

/** Of a thread that has nothing to do, after which it ends. */
const idleMs = 60_000;
const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 8 };

/** One thread, which begins with the first job and does one after the other. It keeps the process alive only while it works. */
export class WorkerLane {
  #worker: Worker | undefined;
  /** The first is under way. */
  readonly #tasks: Task[] = [];
  #idle: NodeJS.Timeout | undefined;

  /** @throws the signal's reason; the thread ends with the job that is given up. */
  async run<T>(job: Job, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const task = { job, resolve, reject };
    const onAbort = (): void => this.#giveUp(task, signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#tasks.push(task);
    if (this.#tasks.length === 1) this.#next();
    try {
      return (await promise) as T;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  #next(): void {
    clearTimeout(this.#idle);
    const [task] = this.#tasks;
    if (task) {
      this.#worker ??= this.#begin();
      this.#worker.ref();
      this.#worker.postMessage(task.job, []);
      return;
    }
    this.#worker?.unref();
    this.#idle = setTimeout(() => this.#end(), idleMs).unref();
  }

  #begin(): Worker {
    const file = new URL(`./key-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
    const worker = new Worker(file, { resourceLimits, env: {}, execArgv: [] });
    worker.on('message', (answer: Answer) => {
      if (worker !== this.#worker) return;
      const task = this.#tasks.shift();
      if ('error' in answer) task?.reject(new Error(answer.error));
      else task?.resolve(answer.value);
      this.#next();
    });
    worker.on('error', (error) => this.#lost(worker, error));
    worker.on('exit', () => this.#lost(worker, new Error('the thread has ended')));
    return worker;
  }

  #lost(worker: Worker, error: unknown): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    this.#tasks.shift()?.reject(error);
    this.#next();
  }

  #giveUp(task: Task, reason: unknown): void {
    const index = this.#tasks.indexOf(task);
    if (index < 0) return;
    this.#tasks.splice(index, 1);
    task.reject(reason);
    if (index > 0) return;
    this.#end();
    this.#next();
  }

  #end(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }
}
