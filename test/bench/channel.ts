/** Asking a child process over its message channel: every question is answered once, in order. */
import type { ChildProcess } from 'node:child_process';

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What a child sends back. */
export interface Reply {
  readonly answer?: unknown;
  /** why the question could not be answered */
  readonly failed?: string;
}

export class Channel {
  private readonly child: ChildProcess;
  private readonly waiting: Waiting[] = [];

  constructor(child: ChildProcess) {
    this.child = child;
    child.on('message', ({ answer, failed }: Reply) => {
      const next = this.waiting.shift();
      if (failed === undefined) next?.resolve(answer);
      else next?.reject(new Error(failed));
    });
    child.on('exit', () => {
      for (const { reject } of this.waiting.splice(0)) reject(new Error('the process ended before it answered'));
    });
  }

  /** @throws when the child cannot do it, or ends before it answers */
  ask<T>(question: object | string): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!this.child.connected) {
        reject(new Error('the process has ended'));
        return;
      }
      this.waiting.push({ resolve: resolve as (answer: unknown) => void, reject });
      this.child.send(question);
    });
  }
}
