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
