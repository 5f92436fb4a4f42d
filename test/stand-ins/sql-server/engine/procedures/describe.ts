/** sp_describe_first_result_set: one row per column of the first result set of a batch. */
import type { SqlColumn, SqlType, SqlValue } from '../../types.ts'
import { Cursor } from '../syntax/cursor.ts'
import { maxLength, precisionAndScale, tdsLength } from '../types/catalog-facts.ts'
import { DEFAULT_COLLATION, familyOf, systemTypeId, tdsTypeId, typeName, userTypeId } from '../types/sql-type.ts'

const INT: SqlType = { name: 'int' }
const BIT: SqlType = { name: 'bit' }
const TINY: SqlType = { name: 'tinyint' }
const NAME: SqlType = { name: 'nvarchar', length: 128 }

const COLUMNS: [name: string, type: SqlType, nullable: boolean][] = [
  ['is_hidden', BIT, false],
  ['column_ordinal', INT, false],
  ['name', NAME, true],
  ['is_nullable', BIT, false],
  ['system_type_id', INT, false],
  ['system_type_name', { name: 'nvarchar', length: 256 }, true],
  ['max_length', { name: 'smallint' }, false],
  ['precision', TINY, false],
  ['scale', TINY, false],
  ['collation_name', NAME, true],
  ['user_type_id', INT, true],
  ['user_type_database', NAME, true],
  ['user_type_schema', NAME, true],
  ['user_type_name', NAME, true],
  ['assembly_qualified_type_name', { name: 'nvarchar', length: 4000 }, true],
  ['xml_collection_id', INT, true],
  ['xml_collection_database', NAME, true],
  ['xml_collection_schema', NAME, true],
  ['xml_collection_name', NAME, true],
  ['is_xml_document', BIT, false],
  ['is_case_sensitive', BIT, false],
  ['is_fixed_length_clr_type', BIT, false],
  ['source_server', NAME, true],
  ['source_database', NAME, true],
  ['source_schema', NAME, true],
  ['source_table', NAME, true],
  ['source_column', NAME, true],
  ['is_identity_column', BIT, true],
  ['is_part_of_unique_key', BIT, true],
  ['is_updateable', BIT, true],
  ['is_computed_column', BIT, true],
  ['is_sparse_column_set', BIT, true],
  ['ordinal_in_order_by_list', { name: 'smallint' }, true],
  ['order_by_list_length', { name: 'smallint' }, true],
  ['order_by_is_descending', { name: 'smallint' }, true],
  ['tds_type_id', INT, false],
  ['tds_length', INT, false],
  ['tds_collation_id', INT, true],
  ['tds_collation_sort_id', TINY, true],
]

export const DESCRIBE_COLUMNS: SqlColumn[] = COLUMNS.map(([name, type, nullable]) => ({ name, type, nullable }))

const ASSEMBLIES: Record<string, string> = {
  hierarchyid: 'SqlHierarchyId',
  geometry: 'SqlGeometry',
  geography: 'SqlGeography',
}
/** LCID 1033 with case, kana and width ignored, and sort 52: SQL_Latin1_General_CP1_CI_AS. */
const TDS_COLLATION = { id: 13_632_521, sort: 52 }

export interface DescribedColumn extends SqlColumn {
  identity: boolean
}

/** The answer, as columns of values. */
export function describeRows(columns: DescribedColumn[], database: string): SqlValue[][] {
  const rows = columns.map((column, index) => describeRow(column, index, database))
  return COLUMNS.map((_, at) => rows.map(row => row[at]!))
}

function describeRow({ name, type, nullable, identity }: DescribedColumn, index: number, database: string): SqlValue[] {
  const { precision, scale } = precisionAndScale(type)
  const udt = type.name === 'udt'
  const text = familyOf(type) === 'text' && type.name !== 'xml'
  const assembly = ASSEMBLIES[type.udt ?? '']
  return [
    false,
    index + 1,
    name === '' ? null : name,
    nullable,
    systemTypeId(type),
    udt ? null : typeName(type),
    maxLength(type),
    precision,
    scale,
    text ? (type.collation ?? DEFAULT_COLLATION) : null,
    ...(udt
      ? [
          userTypeId(type),
          database,
          'sys',
          type.udt ?? '',
          `Microsoft.SqlServer.Types.${assembly}, Microsoft.SqlServer.Types, Version=16.0.0.0, Culture=neutral, PublicKeyToken=89845dcd8080cc91`,
        ]
      : [null, null, null, null, null]),
    null,
    null,
    null,
    null,
    false,
    /_CS(_|$)/i.test(type.collation ?? ''),
    false,
    null,
    null,
    null,
    null,
    null,
    identity,
    null,
    type.name !== 'timestamp' && !identity,
    false,
    false,
    null,
    null,
    null,
    tdsTypeId(type, nullable),
    tdsLength(type),
    text ? TDS_COLLATION.id : null,
    text ? TDS_COLLATION.sort : null,
  ]
}

/** `@a int, @b nvarchar(20) = N'x'`: the declarations that sp_executesql and sp_describe_first_result_set take. */
export function parseDeclarations(text: string): { name: string; type: SqlType }[] {
  const cursor = new Cursor(text)
  const declarations: { name: string; type: SqlType }[] = []
  if (cursor.ended) return declarations
  do {
    if (cursor.token.kind !== 'variable') throw cursor.error()
    const name = cursor.take().value
    cursor.accept('AS')
    declarations.push({ name, type: cursor.type() })
    if (cursor.accept('=')) cursor.take()
    if (!cursor.accept('OUTPUT')) cursor.accept('OUT')
  } while (cursor.accept(','))
  if (!cursor.ended) throw cursor.error()
  return declarations
}
