/** hygge killed from outside at a random moment, again and again, and exact in the end. Every run's choices come from its seed. */
import { killOnce } from '../test/support/kill-once.ts'
import { startTestServer } from '../test/support/sql-server.ts'

/** True when every run ended exact. Prints the seed of each that did not, and the command that replays it. */
export async function killRuns(runs: number, seed: number): Promise<boolean> {
  await using server = await startTestServer()
  const failed: number[] = []
  let kills = 0
  for (let run = 0; run < runs; run++) {
    try {
      kills += await killOnce(server, seed + run)
    } catch (error) {
      failed.push(seed + run)
      console.error(`seed ${seed + run}: ${error instanceof Error ? error.message : error}`)
      console.error(`Again: npm run stress -- kill --runs 1 --seed ${seed + run}`)
    }
    if ((run + 1) % 25 === 0) console.log(`${run + 1} runs, ${kills} kills, ${failed.length} failed`)
  }
  console.log(
    `${runs} runs from seed ${seed}, ${kills} kills, ${failed.length} failed${failed.length > 0 ? `: seeds ${failed.join(', ')}` : ''}`,
  )
  return failed.length === 0
}
