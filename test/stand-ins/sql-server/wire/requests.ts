import type { SqlParameter } from '../types.ts'
import { ByteReader, ProtocolError } from './byte-reader.ts'
import { readParameter } from './parameters.ts'

/** What a client asks for, in SQL. */
export interface StatementRequest {
  statement: string
  parameters: SqlParameter[]
  /** Inside a procedure (sp_executesql) the end of a statement is DONEINPROC. */
  procedure: boolean
}

const PROCEDURE_BY_ID = 0xffff
const SP_EXECUTESQL = 10
const CALL_SEPARATORS = [0x80, 0xfe, 0xff]

/** Names of the procedures that clients call by number, [MS-TDS] 2.2.6.6. */
const PROCEDURES: Record<number, string> = {
  1: 'sp_cursor',
  2: 'sp_cursoropen',
  3: 'sp_cursorprepare',
  4: 'sp_cursorexecute',
  5: 'sp_cursorprepexec',
  6: 'sp_cursorunprepare',
  7: 'sp_cursorfetch',
  8: 'sp_cursoroption',
  9: 'sp_cursorclose',
  [SP_EXECUTESQL]: 'sp_executesql',
  11: 'sp_prepare',
  12: 'sp_execute',
  13: 'sp_prepexec',
  14: 'sp_prepexecrpc',
  15: 'sp_unprepare',
}

/** A SQL_BATCH message, [MS-TDS] 2.2.6.7. */
export function parseBatch(payload: Buffer): StatementRequest {
  const reader = afterHeaders(payload)
  return { statement: reader.ucs2(reader.left >> 1), parameters: [], procedure: false }
}

/** An RPC message, [MS-TDS] 2.2.6.6: one or more calls. */
export function parseRpc(payload: Buffer): StatementRequest[] {
  const reader = afterHeaders(payload)
  const calls: StatementRequest[] = []
  while (reader.left > 0) {
    const length = reader.u16()
    const name = length === PROCEDURE_BY_ID ? (PROCEDURES[reader.u16()] ?? 'unknown') : reader.ucs2(length)
    reader.u16() // option flags: recompile, no metadata, reuse metadata
    const parameters: SqlParameter[] = []
    while (reader.left > 0 && !CALL_SEPARATORS.includes(reader.bytes[reader.at])) {
      const { output: _, ...parameter } = readParameter(reader)
      parameters.push(parameter)
    }
    if (reader.left > 0) reader.u8()
    const batch = /^(\[?(master|sys|dbo)\]?\.)*\[?sp_executesql\]?$/i.test(name)
    calls.push(batch ? executeSql(parameters) : executeProcedure(name, parameters))
  }
  return calls
}

/** Any other procedure, as the EXEC that says the same. */
function executeProcedure(name: string, parameters: SqlParameter[]): StatementRequest {
  const given = parameters.map((parameter, index) => ({ ...parameter, name: parameter.name || `p${index}` }))
  const list = given.map(({ name: each }, index) =>
    parameters[index].name === '' ? `@${each}` : `@${each} = @${each}`,
  )
  return { statement: `EXEC ${name} ${list.join(', ')}`.trim(), parameters: given, procedure: true }
}

/** sp_executesql @statement, @declarations, then the values, by name or in the order of the declarations. */
function executeSql([statement, declarations, ...values]: SqlParameter[]): StatementRequest {
  if (typeof statement?.value !== 'string') throw new ProtocolError('sp_executesql without a statement in nvarchar')
  const names = typeof declarations?.value === 'string' ? declaredNames(declarations.value) : []
  const parameters = values.map((value, index) => ({ ...value, name: value.name || (names[index] ?? '') }))
  return { statement: statement.value, parameters, procedure: true }
}

/** Names in `@a int, @b decimal(18, 4)`, in order. */
function declaredNames(declarations: string): string[] {
  return Array.from(declarations.matchAll(/@([\p{L}\p{N}_@#$]+)/gu), match => match[1])
}

const ISOLATION: Record<number, string> = {
  1: 'READ UNCOMMITTED',
  2: 'READ COMMITTED',
  3: 'REPEATABLE READ',
  4: 'SERIALIZABLE',
  5: 'SNAPSHOT',
}
const TM = { BEGIN: 5, COMMIT: 7, ROLLBACK: 8, SAVE: 9 }
const BEGIN_ANOTHER = 1

/** A transaction manager request, [MS-TDS] 2.2.6.9, as T-SQL. */
export function parseTransaction(payload: Buffer): string[] {
  const reader = afterHeaders(payload)
  const operation = reader.u16()
  const level = operation === TM.BEGIN ? isolation(reader.u8()) : []
  const name = reader.ucs2(reader.u8() >> 1)
  const quoted = name === '' ? '' : ` [${name.replaceAll(']', ']]')}]`
  if (operation === TM.BEGIN) return [...level, `BEGIN TRANSACTION${quoted}`]
  if (operation === TM.SAVE) return [`SAVE TRANSACTION${quoted}`]
  const beginsAnother = reader.left > 0 && (reader.u8() & BEGIN_ANOTHER) !== 0
  const more = beginsAnother ? [...isolation(reader.u8()), 'BEGIN TRANSACTION'] : []
  if (operation === TM.COMMIT) return [`COMMIT TRANSACTION${quoted}`, ...more]
  if (operation === TM.ROLLBACK) return [`ROLLBACK TRANSACTION${quoted}`, ...more]
  throw new ProtocolError(`transaction manager request ${operation}: begin, commit, rollback or save expected`)
}

function isolation(level: number): string[] {
  const name = ISOLATION[level]
  return name === undefined ? [] : [`SET TRANSACTION ISOLATION LEVEL ${name}`]
}

/** Skips ALL_HEADERS ([MS-TDS] 2.2.5.3), which begins with its own length. */
function afterHeaders(payload: Buffer): ByteReader {
  const reader = new ByteReader(payload)
  const length = reader.u32()
  if (length < 4) throw new ProtocolError(`ALL_HEADERS of ${length} bytes`)
  reader.raw(length - 4)
  return reader
}
