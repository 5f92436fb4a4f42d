import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { Ajv } from 'ajv'
import type { LocalHomeConfig } from '../../lib/homes/local/config.ts'
import type { MssqlHomeConfig } from '../../lib/homes/mssql/config.ts'
import type { MssqlConnection } from '../../lib/mssql/connection.ts'
import type { AdlsStoreConfig } from '../../lib/stores/adls/config.ts'
import type { LocalStoreConfig } from '../../lib/stores/local/config.ts'
import type { MssqlStoreConfig } from '../../lib/stores/mssql/config.ts'
import type { OneLakeStoreConfig } from '../../lib/stores/onelake/config.ts'
import type { OpenMirroringStoreConfig } from '../../lib/stores/open-mirroring/config.ts'
import type { SqliteStoreConfig } from '../../lib/stores/sqlite/config.ts'
import type { Connection, Home, Store } from '../../lib/workspace/flows-file.ts'
import { withDefaults } from '../../lib/workspace/schema.ts'
import { keysOf } from '../../lib/workspace/schema-node.ts'
import schema from '../../schemas/flows.schema.json' with { type: 'json' }
import { flowsFileChecks, flowsFileTypes } from '../../schemas/generate.ts'

/** Identical, to the last optional key: assignable both ways is not enough. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never

// These lines do not compile when the schema and the types that homes and stores work with drift apart.
const connectionsAreTheSame: Same<Connection, MssqlConnection> = true
const homesAreTheSame: Same<Extract<Home, { type: 'mssql' }>, MssqlHomeConfig> = true
const filesAreTheSame: Same<
  Required<Omit<Extract<Home, { type: 'local' }>, 'path'>>,
  Required<Omit<LocalHomeConfig, 'root' | 'pattern' | 'base'>>
> = true
// What a store says of polish is expanded on its own: test/workspace/polish.test.ts. A schema becomes part of the path.
type Written<Type extends Store['type']> = Required<Omit<Extract<Store, { type: Type }>, 'polish' | 'schema'>>
type Expanded<Config> = Omit<Config, 'base' | 'polish'>
const storesAreTheSame: [
  Same<Written<'local'>, Expanded<LocalStoreConfig>>,
  Same<Written<'adls'>, Expanded<AdlsStoreConfig>>,
  Same<Written<'onelake'>, Expanded<OneLakeStoreConfig>>,
  Same<Written<'mssql'>, Required<Expanded<MssqlStoreConfig>>>,
  Same<Written<'sqlite'>, Required<Expanded<SqliteStoreConfig>>>,
] = [true, true, true, true, true]
// A mirrored table's files are always Parquet, and its key is a list.
const mirroredTablesAreTheSame: Same<
  Omit<Written<'open_mirroring'>, 'key_columns'>,
  Required<Omit<Expanded<OpenMirroringStoreConfig>, 'key_columns' | 'format'>>
> = true

describe('flows.schema.json', () => {
  it('says the same as the types that homes and stores work with, which the compiler checks above', () => {
    assert.ok(
      connectionsAreTheSame && homesAreTheSame && filesAreTheSame && storesAreTheSame && mirroredTablesAreTheSame,
    )
  })

  it('has generated types that are up to date', async () => {
    const file = await readFile(new URL('../../lib/workspace/flows-file.ts', import.meta.url), 'utf8')
    assert.equal(file, await flowsFileTypes(), 'run `node --import tsx schemas/generate.ts`')
  })

  it('has generated checks that are up to date', async () => {
    const file = await readFile(new URL('../../lib/workspace/flows-check.ts', import.meta.url), 'utf8')
    assert.ok(file === (await flowsFileChecks()), 'run `npm run schemas`')
  })

  it('is a strict JSON Schema', () => {
    assert.ok(new Ajv({ strict: true, allowUnionTypes: true, discriminator: true }).compile(schema))
  })

  it('describes every key and every kind, for editors', () => {
    const silent: string[] = []
    const look = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return
      if ('properties' in node && typeof node.properties === 'object' && node.properties !== null) {
        if (!('description' in node)) silent.push(path)
        for (const [key, property] of Object.entries(node.properties)) {
          if (
            typeof property === 'object' &&
            property !== null &&
            !('description' in property) &&
            !('$ref' in property)
          ) {
            silent.push(`${path}/${key}`)
          }
        }
      }
      for (const [key, child] of Object.entries(node)) look(child, `${path}/${key}`)
    }
    look(schema, '')
    assert.deepEqual(silent, [])
  })

  it('lets an entity change every key of the home and the store but the type', () => {
    const keysOfAll = (types: { $ref: string }[]) => {
      const keys = types.flatMap(type => keysOf(type)).filter(key => key !== 'type')
      return [...new Set(keys)].sort()
    }
    const { Home, HomeChanges, Store, StoreChanges } = schema.definitions
    assert.deepEqual(Object.keys(HomeChanges.properties).sort(), keysOfAll(Home.oneOf))
    assert.deepEqual(Object.keys(StoreChanges.properties).sort(), keysOfAll(Store.oneOf))
  })
})

describe('withDefaults', () => {
  it('fills in what is absent, keeps what is there and shares nothing', () => {
    const columns = ['a']
    const home: Home = { connection: 'c', type: 'mssql', columns, isolation: 'snapshot' }
    const filled = withDefaults('MssqlHome', home)
    assert.deepEqual(Object.entries(filled), [
      ['type', 'mssql'],
      ['connection', 'c'],
      ['columns', ['a']],
      ['isolation', 'snapshot'],
      ['datetime2', 'microseconds'],
      ['datetimeoffset', 'utc'],
      ['uniqueidentifier', 'string'],
    ])
    assert.notEqual(filled.columns, columns)
  })
})
