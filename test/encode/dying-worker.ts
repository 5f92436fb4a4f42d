/** The real worker, but for schemas whose first column says what goes wrong. */
import encode from '../../workers/encode.ts'
import type { EncodeTask } from '../../workers/messages.ts'

export default async function dying(task: EncodeTask): Promise<unknown> {
  const [{ name }] = task.schema.fields
  if (name === 'exit') process.exit(7)
  if (name === 'throw') throw new TypeError('thrown on purpose')
  return encode(task)
}
