/** One run in a process of its own, so that its CPU time and peak memory are its own: workspace file in, figures out as JSON. */
import { loadWorkspace, run } from '../lib/index.ts'
import { cpuSeconds, peakMemory } from './report.ts'

const { seconds, result } = await cpuSeconds(async () => {
  const workspace = await loadWorkspace(process.argv[2]!)
  for await (const event of run(workspace)) {
    if (event.type === 'run.finished') return event
    if (event.type === 'entity.finished' && event.error !== undefined) console.error(`${event.entity}:`, event.error)
  }
  throw new Error('the run did not finish')
})
if (result.exit_code !== 0) throw new Error(`the run ended with exit code ${result.exit_code}`)
console.log(
  JSON.stringify({ cpu: seconds, wall: result.seconds, rows: result.rows, bytes: result.bytes, memory: peakMemory() }),
)
