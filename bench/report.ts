/** What all benchmarks print: where they ran, and rates with a ratio to the first, the baseline. */
import { createRequire } from 'node:module'
import { availableParallelism, cpus } from 'node:os'

const require = createRequire(import.meta.url)

/** The benchmark's name, machine and versions. */
export function heading(name: string): void {
  const { version } = require('tedious/package.json') as { version: string }
  const processor = cpus()[0]?.model ?? 'unknown processor'
  const date = new Date().toISOString().slice(0, 10)
  console.log(`\n## ${name}`)
  console.log(`${date}, ${availableParallelism()} cores of ${processor}, node ${process.version}, tedious ${version}`)
}

/** Rates in thousands a second, each with its ratio to the first. */
export function ratioTable(title: string, rates: [name: string, perSecond: number][]): void {
  const baseline = rates[0]![1]
  const width = Math.max(...rates.map(([name]) => name.length))
  console.log(`\n${title}`)
  for (const [name, rate] of rates) {
    const thousands = Math.round(rate / 1000).toLocaleString('en')
    console.log(`  ${name.padEnd(width)}  ${thousands.padStart(9)} k/s  ${(rate / baseline).toFixed(2).padStart(7)} ×`)
  }
}

/** CPU seconds, user and system, that this process spends in `work` on all its threads. */
export async function cpuSeconds<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const before = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (user + system) / 1e6, result }
}

/** The most memory this process ever held, bytes. */
export function peakMemory(): number {
  return process.resourceUsage().maxRSS * 1024
}
