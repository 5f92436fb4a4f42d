/** What this process may use of the machine, or of the container it runs in. */
import { availableParallelism, totalmem } from 'node:os'

/** Cores this process may use: affinity and container quota counted. */
export function availableThreads(): number {
  return availableParallelism()
}

/** Bytes this process may use in all: the container's limit when there is one below the machine's memory. */
export function availableMemory(): number {
  const limit = process.constrainedMemory()
  const machine = totalmem()
  return limit > 0 && limit < machine ? limit : machine
}

/** How many threads besides the main one should read, of so many cores: reading takes about two fifths of a row's time. */
export function worthReading(cores: number): number {
  return cores < 4 ? 0 : Math.round(cores * 0.4) - 1
}
