import { signal } from "@preact/signals";
import type { NoAnswer } from "indicial";
import type { JobName, Jobs, Order, Report } from "./protocol.ts";

/** A job that a newer one of its kind has overtaken, or that was stopped. */
export type Outcome<T> =
  | { readonly is: "done"; readonly tells: T }
  | { readonly is: "faulty"; readonly fault: NoAnswer }
  | { readonly is: "overtaken" }
  | { readonly is: "stopped" };

interface Waiting {
  readonly order: Order;
  readonly settle: (outcome: Outcome<never>) => void;
}

/** After this long, a job that a newer one has overtaken is ended with its worker. */
const PATIENCE_MS = 700;

/** The more urgent job goes first. */
const URGENCY: readonly JobName[] = [
  "derive",
  "check",
  "write",
  "program",
  "document",
  "narrate",
  "review",
  "explain",
  "draw",
];

/** When the job at work began, by `performance.now()`; undefined while nothing is at work. */
export const busySince = signal<number | undefined>(undefined);

/**
 * The library in a worker, so that typing never waits for it. One job runs at a time; of each kind
 * only the newest waits.
 */
class Engine {
  #worker: Worker | undefined;
  #count = 0;
  #running: Waiting | undefined;
  readonly #waiting = new Map<JobName, Waiting>();

  /** Loads the library before the first question comes. */
  warm(): void {
    this.#worker ??= this.#start();
  }

  ask<N extends JobName>(job: N, asks: Jobs[N]["asks"]): Promise<Outcome<Jobs[N]["tells"]>> {
    return new Promise((resolve) => {
      const order: Order<N> = { id: ++this.#count, job, asks };
      const settle = resolve as Waiting["settle"];
      this.#waiting.get(job)?.settle({ is: "overtaken" });
      this.#waiting.set(job, { order, settle });
      const isOvertaken = this.#running?.order.job === job || job === "derive";
      if (isOvertaken && performance.now() - (busySince.peek() ?? Infinity) > PATIENCE_MS) {
        this.#end("overtaken");
      }
      this.#next();
    });
  }

  /** Ends what is at work; what waits goes on. */
  stop(): void {
    this.#end("stopped");
    this.#next();
  }

  #end(is: "overtaken" | "stopped"): void {
    const running = this.#running;
    if (!running) return;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#running = undefined;
    busySince.value = undefined;
    running.settle({ is });
  }

  #next(): void {
    if (this.#running) return;
    const job = URGENCY.find((name) => this.#waiting.has(name));
    if (job === undefined) return;
    const next = this.#waiting.get(job)!;
    this.#waiting.delete(job);
    this.#running = next;
    busySince.value = performance.now();
    this.#worker ??= this.#start();
    this.#worker.postMessage(next.order);
  }

  #start(): Worker {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Report>) => {
      if (worker !== this.#worker || data.id !== this.#running?.order.id) return;
      const { settle } = this.#running as { settle: (outcome: Outcome<unknown>) => void };
      this.#running = undefined;
      busySince.value = undefined;
      settle(
        "fault" in data ? { is: "faulty", fault: data.fault } : { is: "done", tells: data.tells },
      );
      this.#next();
    });
    return worker;
  }
}

export const engine = new Engine();
