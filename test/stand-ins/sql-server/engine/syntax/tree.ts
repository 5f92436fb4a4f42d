/** The syntax tree of the T-SQL that the stand-in knows. */
import type { SqlType, SqlValue } from '../../types.ts'

export type Expression =
  | { is: 'literal'; type: SqlType; value: SqlValue }
  | { is: 'column'; path: string[] }
  | { is: 'variable'; name: string }
  | { is: 'negative'; of: Expression }
  | { is: 'arithmetic'; operator: '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^'; left: Expression; right: Expression }
  | { is: 'call'; name: string; arguments: Expression[]; star: boolean; distinct: boolean; over?: Over }
  /** A method of a column of a CLR type, or a static one: `[c].ToString()`, `hierarchyid::Parse('/1/')`. */
  | { is: 'method'; target: Expression | string; name: string; arguments: Expression[] }
  | { is: 'convert'; of: Expression; type: SqlType; style?: Expression; lenient: boolean }
  | { is: 'case'; operand?: Expression; branches: { when: Expression; result: Expression }[]; otherwise?: Expression }
  | { is: 'scalar'; query: Query }
  | { is: 'collate'; of: Expression; collation: string }
  | { is: 'compare'; operator: '=' | '<>' | '<' | '<=' | '>' | '>='; left: Expression; right: Expression }
  | { is: 'logic'; operator: 'AND' | 'OR'; left: Expression; right: Expression }
  | { is: 'not'; of: Expression }
  | { is: 'null'; of: Expression; negated: boolean }
  | { is: 'in'; of: Expression; among: Expression[] | Query; negated: boolean }
  | { is: 'between'; of: Expression; low: Expression; high: Expression; negated: boolean }
  | { is: 'like'; of: Expression; pattern: Expression; escape?: Expression; negated: boolean }
  | { is: 'exists'; query: Query }

export interface Over {
  partition: Expression[]
  order: Order[]
  /** ROWS or RANGE, as DuckDB writes it too. */
  frame?: string
}

export interface Order {
  by: Expression
  descending: boolean
}

export type Item =
  | { is: 'star'; qualifier: string[] }
  | { is: 'expression'; of: Expression; alias?: string }
  | { is: 'assignment'; of: Expression; variable: string }

export type Source =
  /** `locks`: a hint keeps others from changing what is read. */
  | { is: 'table'; path: string[]; alias?: string; sample?: Sample; locks?: boolean }
  | { is: 'function'; path: string[]; arguments: Expression[]; alias?: string }
  | { is: 'derived'; query: Query; alias: string; columns?: string[] }
  | { is: 'values'; rows: Expression[][]; alias: string; columns: string[] }
  | { is: 'join'; kind: JoinKind; left: Source; right: Source; on?: Expression }

/** The right side of an APPLY can use the left one's columns. */
export type JoinKind = 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS' | 'CROSS APPLY' | 'OUTER APPLY'

/** TABLESAMPLE: about so many rows, or percent; with a seed always the same ones. */
export interface Sample {
  count: Expression
  percent: boolean
  seed?: Expression
}

export interface Select {
  is: 'select'
  distinct: boolean
  top?: { count: Expression; percent: boolean }
  items: Item[]
  into?: string[]
  from?: Source
  where?: Expression
  groupBy: Expression[]
  having?: Expression
}

export type Body =
  | Select
  | { is: 'set'; operator: 'UNION' | 'UNION ALL' | 'EXCEPT' | 'INTERSECT'; left: Body; right: Body }

export interface Query {
  with: { name: string; columns?: string[]; query: Query }[]
  body: Body
  orderBy: Order[]
  offset?: Expression
  fetch?: Expression
}

export interface Assignment {
  column: string
  value: Expression | 'default'
}

/** An expression with the text it was written as. */
export interface Written {
  expression: Expression
  text: string
}

export interface ColumnDefinition {
  name: string
  /** Absent for a computed column. */
  type?: SqlType
  nullable?: boolean
  identity?: { seed: bigint; increment: bigint }
  default?: Written & { name?: string }
  computed?: Written & { persisted: boolean }
}

export interface KeyDefinition {
  name?: string
  primary: boolean
  clustered?: boolean
  columns: string[]
  /** Those of them that count down. */
  descending: string[]
}

export interface IndexDefinition {
  name: string
  unique: boolean
  clustered: boolean
  columnstore: boolean
  columns: string[]
  descending: string[]
  included: string[]
  filter?: Written
}

/** What stands between the parentheses of CREATE TABLE, and after ALTER TABLE … ADD. */
export interface TableElements {
  columns: ColumnDefinition[]
  keys: KeyDefinition[]
  indexes: IndexDefinition[]
  /** `DEFAULT … FOR column`. */
  defaults: (Written & { name?: string; column: string })[]
}

export interface Grant {
  action: 'GRANT' | 'DENY' | 'REVOKE'
  /** With the columns that they are about; none for all. */
  permissions: { name: string; columns: string[] }[]
  /** Absent for the whole database. */
  on?: { class: 'OBJECT' | 'SCHEMA' | 'DATABASE'; path: string[] }
  principals: string[]
  /** WITH GRANT OPTION. */
  grantable: boolean
}

/** A column of INSERT BULK. */
export interface BulkColumn {
  name: string
  type: SqlType
}

export type MergeBranch = {
  when: 'matched' | 'target' | 'source'
  and?: Expression
  action:
    | { is: 'update'; set: Assignment[] }
    | { is: 'delete' }
    | { is: 'insert'; columns?: string[]; values: (Expression | 'default')[] }
}

export type Statement =
  | { is: 'query'; query: Query }
  | {
      is: 'insert'
      table: string[]
      columns?: string[]
      rows: (Expression | 'default')[][] | Query | 'defaults'
      with: Query['with']
      output: Item[]
    }
  | {
      is: 'update'
      target: string[]
      set: Assignment[]
      top?: Expression
      from?: Source
      where?: Expression
      with: Query['with']
      output: Item[]
    }
  | {
      is: 'delete'
      target: string[]
      top?: Expression
      from?: Source
      where?: Expression
      with: Query['with']
      output: Item[]
    }
  | {
      is: 'merge'
      table: string[]
      alias?: string
      source: Source
      on: Expression
      branches: MergeBranch[]
      with: Query['with']
      output: Item[]
    }
  | { is: 'truncate'; table: string[] }
  | { is: 'create table'; table: string[]; elements: TableElements }
  | { is: 'create index'; table: string[]; index: IndexDefinition; dropExisting: boolean }
  | { is: 'drop index'; indexes: { name: string; table: string[] }[]; ifExists: boolean }
  | { is: 'create schema'; name: string }
  | { is: 'drop schema'; name: string; ifExists: boolean }
  | { is: 'transfer'; schema: string; object: string[] }
  | { is: 'create principal'; name: string; type: 'S' | 'R' }
  | { is: 'drop table'; tables: string[][]; ifExists: boolean }
  | { is: 'alter add'; table: string[]; elements: TableElements }
  | { is: 'alter column'; table: string[]; name: string; type: SqlType; nullable?: boolean }
  | { is: 'alter drop'; table: string[]; columns: string[]; constraints: string[]; ifExists: boolean }
  | ({ is: 'permission' } & Grant)
  | { is: 'insert bulk'; table: string[]; columns: BulkColumn[]; options: string[] }
  | { is: 'begin'; name?: string }
  | { is: 'commit' }
  | { is: 'rollback'; name?: string }
  | { is: 'save'; name: string }
  | { is: 'set'; option: string; value: string }
  | { is: 'identity insert'; table: string[]; on: boolean }
  | { is: 'set variable'; name: string; value: Expression }
  | { is: 'declare'; name: string; type: SqlType; value?: Expression }
  | { is: 'use'; database: string }
  | { is: 'print'; text: Expression }
  | { is: 'wait'; milliseconds: number }
  | { is: 'block'; statements: Statement[] }
  | { is: 'while'; condition: Expression; body: Statement }
  | { is: 'break' }
  | { is: 'continue' }
  | { is: 'return' }
  | { is: 'try'; body: Statement[]; handler: Statement[] }
  /** Number, message and state; none to give on what was caught. */
  | { is: 'throw'; error?: Expression[] }
  /** RAISERROR. */
  | { is: 'raise'; arguments: Expression[] }
  /** What changes nothing that can be seen: UPDATE STATISTICS. */
  | { is: 'nothing' }
  | { is: 'if'; condition: Expression; yes: Statement[]; no: Statement[] }
  | { is: 'execute'; procedure: string; result?: string; arguments: { name?: string; value: Expression }[] }

export type StatementOf<Is extends Statement['is']> = Extract<Statement, { is: Is }>
