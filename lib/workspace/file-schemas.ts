/** The JSON Schemas of the files that a person writes, all of them made of the one of flows files. */
import flowsSchema from '../../schemas/flows.schema.json' with { type: 'json' }

export const FILE_KINDS = ['flows', 'hygge', 'flow', 'entity'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** `flows.yml` says everything; `hygge.yml`, `flow.yml` and the files of `entities` are the folder form of a workspace. */
export function schemaOf(kind: FileKind): object {
  const { definitions, ...whole } = flowsSchema
  switch (kind) {
    case 'flows':
      return flowsSchema
    case 'hygge': {
      const { required: _, properties, ...root } = whole
      const { flows: __, ...rest } = properties
      const description = 'What all flows of a workspace share; the flows are in folders beside this file.'
      return { ...root, title: 'HyggeFile', description, properties: rest, definitions }
    }
    case 'flow': {
      const { required, ...flow } = definitions.Flow
      return part('FlowFile', { ...flow, required: required.filter(key => key !== 'entities') })
    }
    case 'entity': {
      // In a file of its own an entity is a map, and is called like the file unless it says otherwise.
      const { type: _, minLength: __, required: ___, ...entity } = definitions.FlowEntity
      return part('EntityFile', { ...entity, type: ['object', 'null'] })
    }
  }
  function part(title: string, schema: object): object {
    return { $schema: flowsSchema.$schema, title, ...schema, definitions }
  }
}
