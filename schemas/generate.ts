/** Writes the TypeScript types of the files that users write: `node --import tsx schemas/generate.ts`. A test fails when they are stale. */
import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { compile } from 'json-schema-to-typescript'

const SCHEMA = new URL('./flows.schema.json', import.meta.url)
const TYPES = new URL('../lib/workspace/flows-file.ts', import.meta.url)
/** The types that other files import; the rest stays inside the file. */
const USED = new Set(['FlowsFile', 'Connection', 'Defaults', 'Flow', 'FlowEntity', 'Home', 'Store'])

/** The source text of `lib/workspace/flows-file.ts`, from the schema as it is now. */
export async function flowsFileTypes(): Promise<string> {
  const schema = JSON.parse(await readFile(SCHEMA, 'utf8'), plain)
  const text = await compile(schema, 'FlowsFile', {
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    bannerComment:
      '/** Generated from `schemas/flows.schema.json` by `schemas/generate.ts`: change the schema, then run it. */',
    style: { semi: false, singleQuote: true, printWidth: 120, arrowParens: 'avoid' },
  })
  const types = text.replace(/^export (?=(?:interface|type) (\w+))/gm, (word, name: string) =>
    USED.has(name) ? word : '',
  )
  // Named here, so that the declarations of our package need no JSON file.
  const names = Object.keys(schema.definitions).map(name => `  | '${name}'`)
  return `${types}\n/** The names of the schema's definitions. */\nexport type DefinitionName =\n${names.join('\n')}\n`
}

/** Without `type: object` beside a `oneOf`, which would become an index signature in the union's type. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('oneOf' in value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'type' && key !== 'discriminator'))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeFile(TYPES, await flowsFileTypes())
