/** Constraints as objects, and the views of their kinds. */
import type { Table } from '../table.ts'
import type { Context } from '../translate/context.ts'
import { BIT, INT, partId, TEXT, tablesOf } from './cells.ts'
import { numberedIndexes } from './indexes.ts'
import { OBJECT, objectRow } from './object-row.ts'
import type { Cell, View } from './view.ts'

interface Constraint {
  name: string
  id: number
  type: string
  words: string
  /** The index of a key. */
  index?: number
  /** The column of a default. */
  column?: number
  definition?: string
  /** Whether the server made its name. */
  systemNamed: boolean
}

const MADE_NAME = /^(PK|UQ)__.*__[0-9A-F]{8}$/

/** The ids of a table's keys come before those of its defaults. */
const FIRST_DEFAULT = 1000

export function constraintsOf(table: Table): Constraint[] {
  const keys = numberedIndexes(table).flatMap(({ name, id, primary, constraint }): Constraint[] => {
    if (!constraint || name === null) return []
    const [type, words] = primary ? ['PK', 'PRIMARY_KEY_CONSTRAINT'] : ['UQ', 'UNIQUE_CONSTRAINT']
    return [{ name, id: partId(table, id), type, words, index: id, systemNamed: MADE_NAME.test(name) }]
  })
  const defaults = table.columns.flatMap(({ id, default: value }): Constraint[] => {
    if (!value) return []
    const { name, definition, named } = value
    const own = partId(table, FIRST_DEFAULT + id)
    return [{ name, id: own, type: 'D ', words: 'DEFAULT_CONSTRAINT', column: id, definition, systemNamed: !named }]
  })
  return [...keys, ...defaults]
}

/** The default_object_id of a column. */
export const defaultId = (table: Table, column: number): number => partId(table, FIRST_DEFAULT + column)

function rows(context: Context, database: string, more: (constraint: Constraint) => Cell[] | undefined): Cell[][] {
  return tablesOf(context, database).flatMap(table =>
    constraintsOf(table).flatMap(constraint => {
      const cells = more(constraint)
      return cells ? [[...objectRow(context, table, { ...constraint, parent: table.objectId }), ...cells]] : []
    }),
  )
}

export const CONSTRAINT_VIEWS: Readonly<Record<string, View>> = {
  key_constraints: {
    columns: [...OBJECT, ['unique_index_id', INT], ['is_system_named', BIT], ['is_enforced', BIT]],
    rows: (context, database) =>
      rows(context, database, ({ index, systemNamed }) =>
        index === undefined ? undefined : [index, systemNamed, true],
      ),
  },
  default_constraints: {
    columns: [...OBJECT, ['parent_column_id', INT], ['definition', TEXT], ['is_system_named', BIT]],
    rows: (context, database) =>
      rows(context, database, ({ column, definition, systemNamed }) =>
        column === undefined ? undefined : [column, definition ?? null, systemNamed],
      ),
  },
}
