/** A landing zone of a test's own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import type { DataLakeFileSystemClient } from '@azure/storage-file-datalake'
import { DuckDBInstance } from '@duckdb/node-api'
import type { DataLake, DataLakeOptions } from '../server.ts'
import { place } from '../test-support.ts'

export const ITEM = 'Mirror.MirroredDatabase'
export const ZONE = `${ITEM}/Files/LandingZone`

const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
const duckdb = await instance.connect()
const scratch = mkdtempSync(join(tmpdir(), 'mirror-test-'))
after(() => {
  duckdb.closeSync()
  instance.closeSync()
  rmSync(scratch, { recursive: true })
})

/** The bytes of a Parquet file with the rows of a SELECT. */
export async function parquet(select: string): Promise<Buffer> {
  const path = join(scratch, 'file.parquet')
  await duckdb.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`)
  return readFileSync(path)
}

/** Rows (id, name), with markers when they are given. */
export function rows(
  ...values: readonly (readonly [id: number, name: string | null, marker?: number])[]
): Promise<Buffer> {
  const marked = values.some(value => value.length === 3)
  const list = values.map(
    ([id, name, marker]) => `(${id}, ${name === null ? 'NULL' : `'${name}'`}${marked ? `, ${marker}` : ''})`,
  )
  return parquet(
    `SELECT a::INTEGER AS id, b::VARCHAR AS name${marked ? ', c::INTEGER AS "__rowMarker__"' : ''} FROM (VALUES ${list.join(', ')}) v(a, b${marked ? ', c' : ''})`,
  )
}

interface Zone {
  lake: DataLake
  filesystem: DataLakeFileSystemClient
  /** Uploads under a name that is not the replicator's, and renames, as the service advises. */
  publish(path: string, bytes: Buffer | string): Promise<void>
  metadata(table: string, values: object): Promise<void>
  /** One line per row, ordered. */
  table(name?: string): Promise<string[]>
  /** Status, code of the error, and what it waits for. */
  status(table?: string): Promise<[status: string, code: string, waiting: boolean] | null>
}

/** A lake with a mirrored database, and what tests do with it. */
export async function zone(t: TestContext, options: DataLakeOptions = {}): Promise<Zone> {
  const { lake, filesystem } = await place(t, { personality: 'onelake', ...options })
  const publish = async (path: string, bytes: Buffer | string): Promise<void> => {
    const at = `${ZONE}/${path}`
    const folder = at.slice(0, at.lastIndexOf('/'))
    const temporary = filesystem.getFileClient(`${folder}/_temporary`)
    if (bytes.length > 0) await temporary.upload(Buffer.from(bytes))
    else await temporary.create()
    await temporary.move(at)
  }
  return {
    lake,
    filesystem,
    publish,
    metadata: (table, values) => publish(`${table}/_metadata.json`, JSON.stringify(values)),
    table: async (name = 'dbo.orders') => {
      const found = await lake.mirror.query(`SELECT * FROM ${name} ORDER BY ALL`)
      return found.map(row => Object.values(row).map(String).join('|'))
    },
    status: async (table = 'orders') => {
      const file = filesystem.getFileClient(`${ITEM}/Files/Monitoring/tables.json`)
      const { tables } = JSON.parse((await file.readToBuffer()).toString())
      const found = tables.find((known: { sourceTableName: string }) => known.sourceTableName === table)
      return found === undefined ? null : [found.status, found.error?.code ?? '', found.waiting !== '']
    },
  }
}

/** The name of a file by its number. */
export const numbered = (number: number): string => `${String(number).padStart(20, '0')}.parquet`
