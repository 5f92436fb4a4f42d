/** The views of INFORMATION_SCHEMA that tools list tables, columns and keys with. */
import type { SqlType } from '../../types.ts'
import type { Table } from '../table.ts'
import type { Context } from '../translate/context.ts'
import { maxLength, precisionAndScale } from '../types/catalog-facts.ts'
import { DEFAULT_COLLATION, familyOf, isNumeric, isUnicode } from '../types/sql-type.ts'
import type { Cell, View } from './view.ts'

const INT: SqlType = { name: 'int' }
const TINY: SqlType = { name: 'tinyint' }
const SMALL: SqlType = { name: 'smallint' }
const NAME: SqlType = { name: 'nvarchar', length: 128 }

const tablesOf = ({ catalog }: Context, database: string): Table[] => [...catalog.database(database).tables.values()]
const place = ({ database, schema, name }: Table): Cell[] => [database, schema, name]
const PLACE: View['columns'] = [
  ['TABLE_CATALOG', NAME],
  ['TABLE_SCHEMA', NAME],
  ['TABLE_NAME', NAME],
]
const CONSTRAINT: View['columns'] = [
  ['CONSTRAINT_CATALOG', NAME],
  ['CONSTRAINT_SCHEMA', NAME],
  ['CONSTRAINT_NAME', NAME],
]

function lengths(type: SqlType): [characters: number | null, octets: number | null] {
  const family = familyOf(type)
  if (family !== 'text' && family !== 'binary') return [null, null]
  if (type.name === 'text' || type.name === 'image') return [2147483647, 2147483647]
  if (type.name === 'ntext') return [1073741823, 2147483646]
  const bytes = maxLength(type)
  return [bytes === -1 || !isUnicode(type) ? bytes : bytes / 2, bytes]
}

export const INFORMATION_SCHEMA: Readonly<Record<string, View>> = {
  tables: {
    columns: [...PLACE, ['TABLE_TYPE', { name: 'varchar', length: 10 }]],
    rows: (context, database) => tablesOf(context, database).map(table => [...place(table), 'BASE TABLE']),
  },
  columns: {
    columns: [
      ...PLACE,
      ['COLUMN_NAME', NAME],
      ['ORDINAL_POSITION', INT],
      ['COLUMN_DEFAULT', { name: 'nvarchar', length: 4000 }],
      ['IS_NULLABLE', { name: 'varchar', length: 3 }],
      ['DATA_TYPE', NAME],
      ['CHARACTER_MAXIMUM_LENGTH', INT],
      ['CHARACTER_OCTET_LENGTH', INT],
      ['NUMERIC_PRECISION', TINY],
      ['NUMERIC_SCALE', INT],
      ['DATETIME_PRECISION', SMALL],
      ['COLLATION_NAME', NAME],
    ],
    rows: (context, database) =>
      tablesOf(context, database).flatMap(table =>
        table.columns.map(({ name, type, nullable, default: value }, index) => {
          const { precision, scale } = precisionAndScale(type)
          const number = isNumeric(type) && type.name !== 'bit'
          const moment = ['date', 'time', 'moment', 'offset'].includes(familyOf(type))
          const collation =
            familyOf(type) === 'text' && type.name !== 'xml' ? (type.collation ?? DEFAULT_COLLATION) : null
          return [
            ...place(table),
            name,
            index + 1,
            value?.definition ?? null,
            nullable ? 'YES' : 'NO',
            type.udt ?? type.name,
            ...lengths(type),
            number ? precision : null,
            number ? scale : null,
            moment ? scale : null,
            collation,
          ]
        }),
      ),
  },
  table_constraints: {
    columns: [...CONSTRAINT, ...PLACE, ['CONSTRAINT_TYPE', { name: 'varchar', length: 11 }]],
    rows: (context, database) =>
      tablesOf(context, database).flatMap(table =>
        table.indexes
          .filter(({ constraint }) => constraint)
          .map(({ name, primary }) => [
            table.database,
            table.schema,
            name,
            ...place(table),
            primary ? 'PRIMARY KEY' : 'UNIQUE',
          ]),
      ),
  },
  key_column_usage: {
    columns: [...CONSTRAINT, ...PLACE, ['COLUMN_NAME', NAME], ['ORDINAL_POSITION', INT]],
    rows: (context, database) =>
      tablesOf(context, database).flatMap(table =>
        table.indexes
          .filter(({ constraint }) => constraint)
          .flatMap(({ name, columns }) =>
            columns.map((column, index) => [table.database, table.schema, name, ...place(table), column, index + 1]),
          ),
      ),
  },
}
