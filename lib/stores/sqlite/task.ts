/** What the threads that hold databases are asked to do. Plain data. */
import type { Schema } from '../../columns/schema.ts'
import type { StagedPart } from '../store.ts'
import type { IfExists } from './config.ts'

/** A table of a database file. */
export interface Target {
  path: string
  table: string
}

/** Where rows are put, and how. */
export interface Loading extends Target {
  ifExists: IfExists
  key: string[]
  schema: Schema
}

export type SqliteTask =
  /** The table, in words; null when there is none. */
  | ({ kind: 'existing' } & Target)
  /** Whether rows of this schema fit. */
  | ({ kind: 'accept' } & Loading)
  /** Whether a transaction that writes can be begun. */
  | ({ kind: 'probe' } & Target)
  /** One transaction: these Parquet files become rows. */
  | ({ kind: 'publish'; run: string; folder: string; parts: StagedPart[] } & Loading)
  /** Rows that are there of a part; null when they cannot be told from others. */
  | ({ kind: 'count'; run: string; part: string } & Target)

/** A task, and how long its statements wait for other programs, ms. */
export type Patient = SqliteTask & { patience: number }

export type SqliteAnswer = string | string[] | number | null
