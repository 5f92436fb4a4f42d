/** `hygge-run schema`: the JSON Schema of the files a user writes, or of what `--json` prints. */
import type { FileKind } from '../workspace/file-schemas.ts'

export async function schemaText(kind: FileKind | 'events'): Promise<string> {
  const schema =
    kind === 'events'
      ? (await import('../../schemas/events.schema.json', { with: { type: 'json' } })).default
      : (await import('../workspace/file-schemas.ts')).schemaOf(kind)
  return `${JSON.stringify(schema, null, 2)}\n`
}
