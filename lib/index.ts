/** What `import … from 'hygge'` gives: the same runs as the command line, from code. */
export { toArrowSchema, toRecordBatch } from './columns/arrow.ts'
export type { Batch, Column } from './columns/batch.ts'
export type { DataType, Field, Schema } from './columns/schema.ts'
export {
  ConfigError,
  DiskError,
  FlowError,
  HomeError,
  HyggeError,
  JournalError,
  LakeError,
  StoreError,
} from './errors.ts'
export type * from './events.ts'
export { plan, type RunOptions, run } from './flow/run.ts'
export type { EntityPlan, Plan } from './plan/plan.ts'
export { loadWorkspace } from './workspace/load.ts'
export type { BrokenFlow, Entity, Workspace } from './workspace/workspace.ts'
