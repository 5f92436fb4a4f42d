/** Types and small facts that the views of the schema sys share. */
import type { SqlType } from '../../types.ts'
import type { Table } from '../table.ts'
import type { Context } from '../translate/context.ts'

export const INT: SqlType = { name: 'int' }
export const BIG: SqlType = { name: 'bigint' }
export const BIT: SqlType = { name: 'bit' }
export const TINY: SqlType = { name: 'tinyint' }
export const SMALL: SqlType = { name: 'smallint' }
export const REAL: SqlType = { name: 'real' }
export const NAME: SqlType = { name: 'nvarchar', length: 128 }
export const WORD: SqlType = { name: 'nvarchar', length: 60 }
export const TEXT: SqlType = { name: 'nvarchar', length: 'max' }
export const MOMENT: SqlType = { name: 'datetime' }

/** 2024-01-01: when the stand-in's databases say they were made. */
export const MADE = 45_290n * 25_920_000n

export const tablesOf = ({ catalog }: Context, database: string): Table[] => [
  ...catalog.database(database).tables.values(),
]

export const schemaId = ({ catalog }: Context, { database, schema }: Table): number =>
  catalog.schema(database, schema).id

/** The place of a column among sys.columns; 0 when there is none of that name. */
export const columnId = ({ columns }: Table, name: string): number =>
  columns.find(column => column.name.toLowerCase() === name.toLowerCase())?.id ?? 0

/** Objects that belong to a table have ids of their own: its id and their place below it. */
export const partId = ({ objectId }: Table, place: number): number => objectId + 1_000_000_000 + place
