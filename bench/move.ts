/** Tables moved by hygge in a process of its own, so that its CPU time and peak memory are its own. */
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { stringify } from 'yaml'
import type { MssqlConnection } from '../lib/mssql/connection.ts'

/** CPU and wall seconds, bytes written, the most memory. */
export interface Moved {
  cpu: number
  wall: number
  rows: number
  bytes: number
  memory: number
}

interface Move {
  connection: MssqlConnection
  /** `dbo.{entity}` is what moves of each, if it says nothing else. */
  entities: readonly unknown[]
  /** What else the home and the options say. */
  home?: object
  options?: object
}

const CHILD = fileURLToPath(new URL('flow-child.ts', import.meta.url))

/** To Parquet files, zstd, below `folder`. */
export async function moveInChild(
  folder: string,
  { connection, entities, home = {}, options = {} }: Move,
): Promise<Moved> {
  const file = join(folder, 'flows.yml')
  const workspace = {
    name: 'bench',
    options,
    connections: { it: connection },
    flows: {
      bench: {
        home: { type: 'mssql', connection: 'it', table: 'dbo.{entity}', ...home },
        store: { type: 'local', path: 'out' },
        entities,
      },
    },
  }
  await writeFile(file, stringify(workspace))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', CHILD, file], {
    maxBuffer: 2 ** 24,
  })
  return JSON.parse(stdout)
}
