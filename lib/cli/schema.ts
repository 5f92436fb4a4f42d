/** `hygge-run schema`: the JSON Schema of the files a user writes, or of what `--json` prints. */

export async function schemaText(events: boolean): Promise<string> {
  const { default: schema } = events
    ? await import('../../schemas/events.schema.json', { with: { type: 'json' } })
    : await import('../../schemas/flows.schema.json', { with: { type: 'json' } })
  return `${JSON.stringify(schema, null, 2)}\n`
}
