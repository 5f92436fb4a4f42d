/** Runs the scenarios one after another, each against servers of its own, and says of each what it moved, how fast, in how much memory. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HomeError } from '../../lib/errors.ts'
import { Session } from '../../lib/mssql/session.ts'
import { spawnDataLake } from '../../test/stand-ins/data-lake/spawn.ts'
import { spawnStandIn } from '../../test/stand-ins/sql-server/spawn.ts'
import { allWell, mebibytes, noDebris, verified, withinBudget } from './checks.ts'
import { type Recorded, runWorkspace } from './run.ts'
import { SCENARIOS, type Scale, type Scenario } from './scenarios.ts'

const NEVER = new AbortController().signal
/** Pages about the runs. */
const OUT = fileURLToPath(new URL('../out/', import.meta.url))

/** @param only names of scenarios; empty: all. True when nothing is to complain of. */
export async function loadRuns(full: boolean, only: readonly string[]): Promise<boolean> {
  const unknown = only.find(name => !SCENARIOS.some(scenario => scenario.name === name))
  if (unknown !== undefined)
    throw new RangeError(`There is no scenario ${unknown}: ${SCENARIOS.map(({ name }) => name).join(', ')}.`)
  const scale: Scale = { full, rows: (small, large) => (full ? large : small) }
  await mkdir(OUT, { recursive: true })
  let clean = true
  for (const scenario of SCENARIOS.filter(({ name }) => only.length === 0 || only.includes(name))) {
    const { recorded, complaints } = await play(scenario, scale)
    clean &&= complaints.length === 0
    console.log(lineOf(scenario, recorded, complaints))
    for (const complaint of complaints) console.log(`    ${complaint}`)
  }
  console.log(`\nPages about the runs: stress/out/*.html`)
  return clean
}

async function play(scenario: Scenario, scale: Scale): Promise<{ recorded: Recorded; complaints: string[] }> {
  const { database = 'volume', server = {}, lakeDelay } = scenario
  const folder = await mkdtemp(join(tmpdir(), `hygge-stress-${scenario.name}-`))
  await using standIn = await spawnStandIn({ seed: [database === 'erp' ? 'erp' : 'volume'], rows: 100_000_000 })
  await using lake = lakeDelay === undefined ? null : await spawnDataLake()
  try {
    const connection = { ...standIn.connection, database }
    for (const statement of scenario.prepare?.(scale) ?? []) {
      const session = await Session.open(connection, HomeError, NEVER)
      await session.rows({ statement, parameters: [] }, NEVER).finally(() => session.close())
    }
    const { faults = [], ...limits } = server
    await standIn.setFaults(faults, limits)
    if (lake) await lake.remote.setFaults([{ delayMs: lakeDelay ?? 0, times: 1_000_000 }])
    const store = lake
      ? {
          type: 'adls',
          account_url: `${lake.url}/${lake.account}`,
          filesystem: lake.filesystems[0],
          path: 'out',
          authentication: { type: 'storage_key', key: lake.accountKey },
        }
      : { type: 'local', path: 'out', ...scenario.store }
    const workspace = {
      name: `stress ${scenario.name}`,
      options: scenario.options ?? {},
      defaults: { verify: 'checksum' },
      connections: { it: { ...connection, ...scenario.connection } },
      flows: {
        it: {
          home: { type: 'mssql', connection: 'it', table: 'dbo.{entity}' },
          store,
          entities: scenario.entities(scale),
        },
      },
    }
    const recorded = await runWorkspace(folder, workspace, join(OUT, `${scenario.name}.html`))
    const common = [
      allWell(recorded),
      verified(recorded),
      withinBudget(recorded),
      lake || recorded.code !== 0 ? null : noDebris(join(folder, 'out')),
    ]
    const own = recorded.code === 0 ? await scenario.check(folder, recorded, scale) : []
    return { recorded, complaints: [...common, ...own].filter(complaint => complaint !== null) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function lineOf({ name, title }: Scenario, { end, samples, retries }: Recorded, complaints: string[]): string {
  const peak = Math.max(0, ...samples.map(({ rss }) => rss))
  const facts = [
    `${end.rows.toLocaleString('en')} rows`,
    `${end.seconds.toFixed(1)} s`,
    end.seconds > 0 ? `${Math.round(end.rows / end.seconds / 1000).toLocaleString('en')} k rows/s` : '',
    peak > 0 ? `peak ${mebibytes(peak)}` : '',
    retries > 0 ? `${retries} tries again` : '',
  ]
  return `${complaints.length === 0 ? '✓' : '✗'} ${name.padEnd(18)} ${title}\n    ${facts.filter(fact => fact !== '').join(' · ')}`
}
