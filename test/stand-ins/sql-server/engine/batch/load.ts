/** The rows that follow INSERT BULK. */
import type { Answer, BulkStream } from '../../types.ts'
import { dropStaged, expected, insertStaged, stageRows } from '../bulk.ts'
import type { SessionState } from '../session-state.ts'
import { modify } from './modification.ts'

export async function* answerLoad(state: SessionState, signal: AbortSignal, rows: BulkStream): AsyncGenerator<Answer> {
  const target = expected(state.bulk)
  state.bulk = null
  const { transaction } = state
  const lockMode = target.tablock ?? 'IX'
  const { made: table } = await state.translate(
    new Map(),
    signal,
    context => {
      const found = context.table(target.path)
      context.written.add(found)
      return found
    },
    lockMode,
  )
  await rows.open(target.declared)
  if (table.discarded) {
    const count = await rows.count()
    table.discarded.rows += count
    yield state.done(count)
    return
  }
  const connection = await transaction.writing([table])
  try {
    await stageRows(connection, target.declared, rows.rows())
    yield* modify(state, new Map(), signal, context => insertStaged(context, target), lockMode, connection)
  } finally {
    await dropStaged(connection).catch(() => undefined)
    transaction.endStatement()
  }
}
