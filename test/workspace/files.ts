/** Flows files on disk, for the tests of this folder. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError } from '../../lib/errors.ts'
import type { MssqlHomeConfig } from '../../lib/homes/mssql/config.ts'
import type { LocalStoreConfig } from '../../lib/stores/local/config.ts'
import { type LoadOptions, loadWorkspace } from '../../lib/workspace/load.ts'
import type { Problem } from '../../lib/workspace/problem.ts'
import type { Entity, Workspace } from '../../lib/workspace/workspace.ts'

/** The folder of all of them; removed at the end. */
export const folder = mkdtempSync(join(tmpdir(), 'hygge-workspace-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Writes the text to `flows.yml` and loads it, with an empty environment unless told. */
export async function load(text: string | Uint8Array, options: LoadOptions = {}): Promise<Workspace> {
  const file = join(folder, 'flows.yml')
  writeFileSync(file, text)
  return loadWorkspace(file, { env: {}, ...options })
}

/** The error that loading the text ends in; its message without the folder. */
export async function refusal(text: string | Uint8Array, options: LoadOptions = {}) {
  const error = await load(text, options).then(
    () => assert.fail('the file was accepted'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof ConfigError, String(error))
  assert.equal(error.code, 'CONFIG_INVALID')
  const problems = error.facts.problems as Problem[]
  return {
    error,
    problems,
    message: error.message.replaceAll(`${folder}/`, ''),
    /** `line:column key: message = advice`, one each. */
    short: problems.map(
      ({ file, line, column, key, message, advice }) =>
        `${file === '--set' ? '--set' : `${line}:${column}`} ${key}: ${message}${advice === undefined ? '' : ` = ${advice}`}`,
    ),
  }
}

/** A file that is right, with parts exchanged: `flow` are the lines of the flow. */
export function flowsFile(
  parts: { home?: string; store?: string; defaults?: string; entities?: string; more?: string } = {},
): string {
  return `connections:
  erp: { type: mssql, server: db, database: erp, authentication: { type: default } }
flows:
  f:
    home: ${parts.home ?? '{ type: mssql, connection: erp, table: "dbo.{entity}" }'}
    store: ${parts.store ?? '{ type: local, path: out }'}${parts.defaults === undefined ? '' : `\n    defaults: ${parts.defaults}`}
    entities: ${parts.entities ?? '[a]'}
${parts.more ?? ''}`
}

/** The home of an entity that reads a SQL Server. */
export function tableOf(entity: Pick<Entity, 'home'> | undefined): MssqlHomeConfig {
  assert.equal(entity?.home.type, 'mssql')
  return entity.home
}

/** The store of an entity that settles in files of this machine. */
export function filesOf(entity: Pick<Entity, 'store'> | undefined): LocalStoreConfig {
  assert.ok(entity?.store.type === 'local')
  return entity.store
}
