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
}

export interface Order {
  by: Expression
  descending: boolean
}

export type Item = { is: 'star'; qualifier: string[] } | { is: 'expression'; of: Expression; alias?: string }

export type Source =
  | { is: 'table'; path: string[]; alias?: string }
  | { is: 'derived'; query: Query; alias: string; columns?: string[] }
  | { is: 'values'; rows: Expression[][]; alias: string; columns: string[] }
  | { is: 'join'; kind: 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | 'CROSS'; left: Source; right: Source; on?: Expression }

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

export interface ColumnDefinition {
  name: string
  type: SqlType
  nullable?: boolean
  identity?: { seed: bigint; increment: bigint }
  default?: Expression
  primaryKey: boolean
  unique: boolean
  /** Of its own key, when the statement says. */
  clustered?: boolean
}

export interface KeyDefinition {
  name?: string
  primary: boolean
  clustered?: boolean
  columns: string[]
  /** Those of them that count down. */
  descending?: string[]
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
      output: Item[]
    }
  | { is: 'update'; target: string[]; set: Assignment[]; from?: Source; where?: Expression }
  | { is: 'delete'; target: string[]; from?: Source; where?: Expression }
  | { is: 'merge'; table: string[]; alias?: string; source: Source; on: Expression; branches: MergeBranch[] }
  | { is: 'truncate'; table: string[] }
  | { is: 'create table'; table: string[]; columns: ColumnDefinition[]; keys: KeyDefinition[] }
  | {
      is: 'create index'
      name: string
      table: string[]
      unique: boolean
      clustered: boolean
      columns: string[]
      descending?: string[]
    }
  | { is: 'create schema'; name: string }
  | { is: 'drop table'; tables: string[][]; ifExists: boolean }
  | { is: 'add columns'; table: string[]; columns: ColumnDefinition[]; keys: KeyDefinition[] }
  | { is: 'drop column'; table: string[]; column: string }
  | { is: 'insert bulk'; table: string[]; columns: BulkColumn[]; options: string[] }
  | { is: 'begin'; name?: string }
  | { is: 'commit' }
  | { is: 'rollback'; name?: string }
  | { is: 'save'; name: string }
  | { is: 'set'; option: string; value: string }
  | { is: 'set variable'; name: string; value: Expression }
  | { is: 'declare'; name: string; type: SqlType; value?: Expression }
  | { is: 'use'; database: string }
  | { is: 'print'; text: Expression }
  | { is: 'wait'; milliseconds: number }
  | { is: 'block'; statements: Statement[] }
  | { is: 'if'; condition: Expression; yes: Statement[]; no: Statement[] }
  | { is: 'execute'; procedure: string; arguments: { name?: string; value: Expression }[] }

export type StatementOf<Is extends Statement['is']> = Extract<Statement, { is: Is }>
