/** A surveyed database → the text of a `flows.yml` that moves all of it, with what a person wants to know beside each table. Pure. */
import { stringify } from 'yaml'
import type { MssqlConnection } from '../mssql/connection.ts'
import { plainName } from '../mssql/identifier.ts'
import type { Survey, SurveyedTable } from './survey.ts'

/** Editors read this first line. */
export const SCHEMA_LINE = '# yaml-language-server: $schema=./flows.schema.json\n'

/** @param day when it was looked at, ISO 8601. */
export function workspaceText({ connection, tables }: Survey, day: string): string {
  const { server, port, database } = connection
  const name = wordOf(database)
  const movable = tables.filter(({ kind, trouble }) => kind === 'table' && trouble === undefined)
  const views = tables.filter(({ kind, trouble }) => kind === 'view' && trouble === undefined)
  const troubled = tables.filter(({ trouble }) => trouble !== undefined)
  const total = movable.reduce((sum, { rows }) => sum + (rows ?? 0), 0)
  const place = `${server}${port === undefined ? '' : `:${port}`}/${database}`
  return [
    SCHEMA_LINE,
    `# ${place} as it was on ${day}: ${count(movable.length, 'table')}, ≈ ${total.toLocaleString('en-US')} rows.\n`,
    '# Look first: hygge-run flows.yml --dry-run. Then run it: hygge-run flows.yml. Every key is in docs/configuration.md.\n\n',
    stringify({ name, connections: { [name]: safe(connection, name) } }),
    `
flows:
  ${name}_to_files:
    home: { type: mssql, connection: ${name}, table: "[{schema}].[{entity}]" }
    store: { type: local, path: out, format: parquet, compression: zstd }
    defaults: { run_type: full_drop }        # every run replaces the files; see below for increments
    entities:
`,
    ...(movable.length > 0 ? movable : views).map(entityText),
    ...section(
      'Views are read like tables: take out the # of those you want.',
      movable.length > 0 ? views : [],
      ({ schema, name }) => [`- ${nameText(schema, name)}`],
    ),
    ...section('Not listed above, because they cannot be read as they are:', troubled, ({ schema, name, trouble }) => [
      `${schema}.${name}: ${oneLine(trouble ?? '')}`,
    ]),
  ].join('')
}

/** The environment variable that a connection's password is kept in. */
export function passwordVariable({ database }: MssqlConnection): string {
  return `${wordOf(database).toUpperCase()}_PASSWORD`
}

/** The connection without its secret. */
function safe(connection: MssqlConnection, name: string): MssqlConnection {
  const { authentication } = connection
  if (authentication.type !== 'sql') return connection
  return { ...connection, authentication: { ...authentication, password: `\${${name.toUpperCase()}_PASSWORD}` } }
}

function entityText({ schema, name, rows, key, watermark, attention }: SurveyedTable): string {
  const facts = [rows === null ? 'rows unknown' : `≈ ${rows.toLocaleString('en-US')} rows`]
  facts.push(key.length === 0 ? 'no unique clustered key' : `key ${key.map(oneLine).join(', ')}`)
  const lines = [
    `      # ${facts.join(' · ')}`,
    ...attention.map(note => `      # ${oneLine(note)}`),
    `      - name: ${nameText(schema, name)}`,
  ]
  if (watermark !== null) {
    const column = flowText(watermark.column)
    lines.push(
      `        # run_type: incremental               # only what is new since the last run, by ${oneLine(watermark.column)} (${watermark.source})`,
    )
    lines.push(`        # watermark: { column: ${column} }`)
  }
  return `${lines.join('\n')}\n`
}

function section(title: string, tables: SurveyedTable[], of: (table: SurveyedTable) => string[]): string[] {
  if (tables.length === 0) return []
  return [`      # ${title}\n`, ...tables.flatMap(of).map(line => `      # ${line}\n`)]
}

/** As `parseName` takes it apart again, and as YAML reads it back. */
function nameText(schema: string, name: string): string {
  return flowText(plainName([schema, name]))
}

/** A text that stands alone in YAML, quoted where it must be. */
function flowText(text: string): string {
  return /^[A-Za-z_][\w.]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text)
}

/** Letters, digits and _: a name for the connection, and for its variable. */
function wordOf(database: string): string {
  const word = database
    .replaceAll(/\W+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase()
  return /^[a-z]/.test(word) ? word : `db_${word}`.replace(/_$/, '')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}

function count(number: number, one: string): string {
  return `${number.toLocaleString('en-US')} ${one}${number === 1 ? '' : 's'}`
}
