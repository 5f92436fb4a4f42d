/** The encoding worker's entry: Piscina calls the default export with each task. */
import { move, transferableSymbol, valueSymbol } from 'piscina'
import { buffersOf } from '../lib/columns/batch.ts'
import { checksumsOf } from '../lib/columns/checksum.ts'
import { formatOf } from '../lib/encode/formats.ts'
import { errorFacts } from '../lib/errors.ts'
import { polished } from '../lib/polish/apply.ts'
import type { EncodeFailure, EncodeResult, EncodeTask } from './messages.ts'

export default async function encode({
  format,
  schema,
  polish,
  batches,
  compression,
  part,
}: EncodeTask): Promise<unknown> {
  try {
    const finished = polish === undefined ? batches : batches.map(batch => polished(polish, batch))
    const checksums = checksumsOf(schema, finished)
    const spent = batches.flatMap(buffersOf)
    const result: EncodeResult = {
      ...(await formatOf(format).encode(schema, finished, compression, part)),
      checksums,
      spent,
    }
    return move({ [transferableSymbol]: [result.bytes.buffer, ...spent], [valueSymbol]: result })
  } catch (error) {
    const failed: EncodeFailure = { failure: errorFacts(error) }
    return failed
  }
}
