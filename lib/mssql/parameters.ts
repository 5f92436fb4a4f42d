/** Statements with parameters, declared to the server with exactly the type that the plan names. */
import { ConfigError } from '../errors.ts'
import { type Connection, Request, TYPES } from './tedious.ts'

interface Parameter {
  name: string
  /** SQL type name as declared to the server: `bigint`, `datetime2(7)`. */
  type: string
  value: string | number | null
}

/** What is sent: text and parameters. */
export interface Statement {
  statement: string
  parameters: Parameter[]
}

type Completion = (error: Error | null | undefined) => void

/** A request that is made but not sent. */
export interface Prepared {
  request: Request
  send(connection: Connection): void
}

/**
 * The request for a statement. Text and large integers are parameters as tedious declares them. For any other type we write the call of
 * sp_executesql ourselves: declared as the plan says, the value travels as text and the server converts it, so datetime2(7) keeps its
 * digits and decimal(38) its precision, which JavaScript's dates and numbers would lose.
 * @throws {ConfigError} `PARAMETER_INVALID`
 */
export function prepare({ statement, parameters }: Statement, done: Completion): Prepared {
  if (parameters.length === 0) {
    const request = new Request(statement, done)
    return { request, send: connection => connection.execSqlBatch(request) }
  }
  const declarations = parameters.map(declaration).join(', ')
  const known = parameters.every(({ type }) => /^(nvarchar\b.*|bigint)$/i.test(type))
  const request = new Request(known ? statement : 'sp_executesql', done)
  if (!known) {
    request.addParameter('statement', TYPES.NVarChar, statement)
    request.addParameter('params', TYPES.NVarChar, declarations)
  }
  for (const parameter of parameters) {
    const { type, value } = wireValue(parameter)
    request.addParameter(parameter.name, type, value)
  }
  return { request, send: connection => (known ? connection.execSql(request) : connection.callProcedure(request)) }
}

function declaration({ name, type }: Parameter): string {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || !/^[a-z][a-z0-9]*( ?\([0-9a-z, ]+\))?$/i.test(type)) {
    throw new ConfigError('PARAMETER_INVALID', `@${name} ${type} is not a parameter that can be declared.`, {
      advice: 'A parameter has a plain name and a SQL type such as bigint or datetime2(7).',
      facts: { name, type },
    })
  }
  return `@${name} ${type}`
}

function wireValue({ name, type, value }: Parameter) {
  switch (type.replace(/ ?\(.*/, '').toLowerCase()) {
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
      return { type: TYPES.BigInt, value: value === null ? null : integer(name, value) }
    case 'binary':
    case 'varbinary':
    case 'timestamp':
    case 'rowversion':
      return { type: TYPES.VarBinary, value: value === null ? null : bytes(name, value) }
    default:
      return { type: TYPES.NVarChar, value: value === null ? null : String(value) }
  }
}

function integer(name: string, value: string | number): bigint {
  try {
    return BigInt(value)
  } catch {
    throw wrongValue(name, value, 'a whole number')
  }
}

function bytes(name: string, value: string | number): Buffer {
  const text = String(value)
  if (!/^0x([0-9a-f]{2})*$/i.test(text)) throw wrongValue(name, value, 'bytes as 0x and hexadecimal digits')
  return Buffer.from(text.slice(2), 'hex')
}

function wrongValue(name: string, value: string | number, expected: string): ConfigError {
  return new ConfigError('PARAMETER_INVALID', `The value ${JSON.stringify(value)} of @${name} is not ${expected}.`, {
    advice: 'Correct the recorded value, or run the entity again in full.',
    facts: { name, value },
  })
}
