/** Runs jobs side by side, and hands over each result as soon as those of all earlier jobs have been handed over. */
export class OrderedJobs<Result> {
  private readonly maxRunning: number;
  private readonly handOver: (result: Result) => void;
  private readonly running = new Set<Promise<unknown>>();
  private tail: Promise<void> = Promise.resolve();

  /** @param maxRunning how many jobs run at a time */
  constructor(maxRunning: number, handOver: (result: Result) => void) {
    this.maxRunning = maxRunning;
    this.handOver = handOver;
  }

  /** Starts a job. Resolves when there is room for another; rejects with what a job before threw. */
  async add(job: () => Promise<Result>): Promise<void> {
    const result = job();
    this.running.add(result);
    const settled = () => this.running.delete(result);
    result.then(settled, settled);
    this.tail = this.tail.then(async () => this.handOver(await result));
    this.tail.catch(() => {});
    if (this.maxRunning === 1) await this.tail;
    else if (this.running.size >= this.maxRunning) await Promise.race(this.running);
  }

  /** Resolves when every job's result has been handed over; rejects with what one threw. */
  finish(): Promise<void> {
    return this.tail;
  }
}
