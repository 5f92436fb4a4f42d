import type { RunEvent } from '../events.ts'

/** Shows a run while it goes on. Results are not its business. */
export interface Display {
  event(event: RunEvent): void
  /** A sentence for the person who watches. */
  say(text: string): void
  /** Stops timers and leaves the screen tidy; safe to call twice. */
  close(): void
}

/** Where text goes; errors of the stream behind it are not the caller's. */
export interface Sink {
  write(text: string): void
}
