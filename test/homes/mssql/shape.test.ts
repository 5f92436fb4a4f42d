import assert from 'node:assert/strict'
import { test } from 'node:test'
import { castOf, refuseCasts } from '../../../lib/homes/mssql/cast.ts'
import { columnOf } from '../../../lib/homes/mssql/shape.ts'
import { fieldOf, type TypeOptions } from '../../../lib/homes/mssql/tds/field.ts'

const TYPES: TypeOptions = { datetime2: 'microseconds', datetimeoffset: 'utc', uniqueidentifier: 'string' }
const CP1252 = { tds_collation_id: 0x00d00409, tds_collation_sort_id: 52 }

/** Type name as sp_describe_first_result_set gives it → our own name for it, which tells that length, precision and scale are right. */
const SAME = [
  ...['bit', 'tinyint', 'smallint', 'int', 'bigint', 'real', 'float', 'money', 'smallmoney', 'date', 'datetime'],
  ...['smalldatetime', 'decimal(38,10)', 'decimal(5,0)', 'numeric(18,4)', 'time(0)', 'time(7)', 'datetime2(3)'],
  ...['datetime2(7)', 'datetimeoffset(7)', 'char(10)', 'varchar(40)', 'varchar(max)', 'text', 'nchar(10)'],
  ...['nvarchar(40)', 'nvarchar(max)', 'ntext', 'xml', 'binary(16)', 'varbinary(100)', 'varbinary(max)', 'image'],
  'uniqueidentifier',
]
for (const name of SAME) {
  test(`${name} is described as itself`, () => {
    const column = columnOf({ name: 'c', is_nullable: true, system_type_name: name, ...CP1252 })
    assert.equal(fieldOf(column, TYPES).source, name)
  })
}

test('other names of known types', () => {
  const source = (system_type_name: string) => fieldOf(columnOf({ name: 'c', system_type_name }), TYPES).source
  assert.equal(source('timestamp'), 'binary(8)')
  assert.equal(source('json'), 'nvarchar(max)')
  assert.equal(source('sysname'), 'nvarchar(128)')
})

test('servers that leave the arguments out of the name', () => {
  const source = (row: object) => fieldOf(columnOf({ name: 'c', ...CP1252, ...row }), TYPES).source
  assert.equal(source({ system_type_name: 'nvarchar', max_length: 80 }), 'nvarchar(40)')
  assert.equal(source({ system_type_name: 'nvarchar', max_length: -1 }), 'nvarchar(max)')
  assert.equal(source({ system_type_name: 'varchar', max_length: 80 }), 'varchar(80)')
  assert.equal(source({ system_type_name: 'decimal', precision: 18, scale: 4 }), 'decimal(18,4)')
  assert.equal(source({ system_type_name: 'datetime2', scale: 3 }), 'datetime2(3)')
})

test('nullability and a missing name', () => {
  assert.equal(columnOf({ name: 'c', is_nullable: false, system_type_name: 'int' }).nullable, false)
  assert.equal(columnOf({ name: 'c', is_nullable: true, system_type_name: 'int' }).nullable, true)
  assert.equal(columnOf({ name: null, is_nullable: true, system_type_name: 'int' }).name, '')
})

test('types that the server must convert', () => {
  const cast = (row: object) => castOf(columnOf({ name: 'a]b', is_nullable: true, ...row }))
  const udt = (name: string) => cast({ system_type_name: null, user_type_name: name, tds_type_id: 240 })
  assert.equal(udt('hierarchyid')?.expression, '[a]]b].ToString()')
  assert.equal(udt('geography')?.expression, '[a]]b].ToString()')
  assert.match(udt('geometry')?.field.note ?? '', /without its SRID/)
  assert.equal(udt('Point')?.expression, 'CAST([a]]b] AS varbinary(max))')
  assert.deepEqual(udt('Point')?.field.type, { kind: 'binary' })
  const variant = cast({ system_type_name: 'sql_variant' })
  assert.equal(variant?.expression, 'CONVERT(nvarchar(4000), [a]]b], 121)')
  assert.deepEqual(variant?.field.type, { kind: 'utf8' })
  assert.equal(cast({ system_type_name: 'int' }), null)
})

test('a code page that we do not know is decoded by the server', () => {
  const column = columnOf({
    name: 'c',
    is_nullable: true,
    system_type_name: 'varchar(10)',
    tds_collation_id: 0x000003ff,
    tds_collation_sort_id: 0,
  })
  assert.equal(castOf(column)?.expression, 'CAST([c] AS nvarchar(max))')
})

test('in a query they are refused, with the cast to write', () => {
  const columns = [
    columnOf({ name: 'id', system_type_name: 'int' }),
    columnOf({ name: 'where', system_type_name: null, user_type_name: 'geography' }),
    columnOf({ name: 'any', system_type_name: 'sql_variant' }),
  ]
  assert.throws(() => refuseCasts(columns), {
    code: 'TYPE_NOT_SUPPORTED',
    message: 'The query returns columns that cannot be read as they are: where (geography), any (sql_variant).',
    advice: 'Convert them in the query: [where].ToString() AS [where], CONVERT(nvarchar(4000), [any], 121) AS [any].',
  })
})

test('a type that nobody names', () => {
  assert.throws(() => columnOf({ name: 'c', system_type_name: null }), { code: 'TYPE_NOT_SUPPORTED' })
  const column = columnOf({ name: 'c', system_type_name: null, tds_type_id: 200, tds_length: 9 })
  assert.throws(() => fieldOf(column, TYPES), { code: 'TYPE_NOT_SUPPORTED' })
})
