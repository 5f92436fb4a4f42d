/** What the tests of bulk loads share: a server in front of the engine, and bulk loads byte by byte through tedious' own request. */
import type { TestContext } from 'node:test'
import type { BulkLoad, Connection } from 'tedious'
import { StandInEngine } from './engine/engine.ts'
import { typeName } from './engine/types/sql-type.ts'
import type { ServerOptions } from './server.ts'
import type { SqlColumn, SqlValue } from './types.ts'
import { encodeColumns, encodeRows, type RowOptions } from './wire/index.ts'
import { DONE, DONE_STATUS, encodeDone } from './wire/tokens.ts'
import { type ConnectOptions, connect, type Ran, run, serverFor } from './wire-support.ts'

const BULK_LOAD = 7

/** The engine with the empty database `erp` behind a server; `open` gives connections that end with the test. */
export async function openServer(t: TestContext, options: Omit<ServerOptions, 'engine'> = {}) {
  const engine = await StandInEngine.create()
  await engine.addDatabase('erp')
  const server = await serverFor(t, engine, options)
  t.after(() => engine.close())
  const open = async (wish: ConnectOptions = {}): Promise<Connection> => {
    const connection = await connect(server, { password: 'hygge-Reader1', ...wish })
    t.after(() => connection.close())
    return connection
  }
  return { engine, server, open }
}

/** COLMETADATA, rows and DONE. */
export function bulkBytes(
  columns: readonly SqlColumn[],
  values: readonly SqlValue[][],
  count: number,
  options: RowOptions = {},
): Buffer {
  const done = encodeDone(DONE.STATEMENT, DONE_STATUS.FINAL, 0, 0n)
  return Buffer.concat([encodeColumns(columns), encodeRows(columns, values, count, options), done])
}

export const insertBulk = (table: string, columns: readonly SqlColumn[], options = ''): string =>
  `INSERT BULK ${table} (${columns.map(({ name, type }) => `[${name}] ${typeName(type)}`).join(', ')})${options}`

/** Sends INSERT BULK and these bytes; `prepare` may cancel. */
export async function sendBulk(
  connection: Connection,
  statement: string,
  bytes: Iterable<Buffer> | AsyncIterable<Buffer>,
  prepare: (bulk: BulkLoad) => void = () => undefined,
): Promise<Omit<Ran, 'rows'>> {
  const announced = await run(connection, statement)
  if (announced.error) return announced
  return new Promise(resolve => {
    const bulk = connection.newBulkLoad('any', (error, rowCount) => resolve({ error: error ?? null, rowCount }))
    prepare(bulk)
    connection.makeRequest(bulk, BULK_LOAD, Object.assign(bytes, { toString: () => 'bulk load' }))
  })
}

/** A buffer in pieces of so many bytes. */
export function* pieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
