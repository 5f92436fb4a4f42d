/**
 * Writes the TypeScript types of the files that users write, and the code that checks such files: `node --import tsx schemas/generate.ts`.
 * With `--check` it writes nothing, and fails when they are stale.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { compile } from 'json-schema-to-typescript'

const SCHEMA = new URL('./flows.schema.json', import.meta.url)
const TYPES = new URL('../lib/workspace/flows-file.ts', import.meta.url)
const CHECKS = new URL('../lib/workspace/flows-check.ts', import.meta.url)
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

/** The source text of `lib/workspace/flows-check.ts`: ajv's code for the whole file, and for each kind of home and store alone. */
export async function flowsFileChecks(): Promise<string> {
  const schema = JSON.parse(await readFile(SCHEMA, 'utf8'))
  const ajv = new Ajv({
    allErrors: true,
    discriminator: true,
    allowUnionTypes: true,
    verbose: true,
    code: { source: true, esm: true, lines: true },
    schemas: { flows: schema },
  })
  const parts = Object.keys(schema.definitions).filter(name => /.(Home|Store)$/.test(name))
  const exported = {
    FlowsFile: 'flows',
    ...Object.fromEntries(parts.map(name => [name, `flows#/definitions/${name}`])),
  }
  const imports: string[] = []
  const checks: string[] = []
  const code = standalone
    .default(ajv, exported)
    .replace('"use strict";', '')
    .replace(/require\("(ajv\/[^"]+)"\)/g, (_, path) => {
      imports.push(`import module${imports.length} from '${path}.js'`)
      return `module${imports.length - 1}`
    })
    .replace(/export const (\w+) = (\w+);/g, (_, name, made) => {
      checks.push(`  ${name}: ${made},\n`)
      return ''
    })
  const banner =
    '/** Generated from `schemas/flows.schema.json` by `schemas/generate.ts`: change the schema, then run it. */\n' +
    "// @ts-nocheck: ajv writes JavaScript\nimport type { ValidateFunction } from 'ajv'\n"
  const record = `export const checks: Record<${Object.keys(exported)
    .map(name => `'${name}'`)
    .join(' | ')}, ValidateFunction> = {\n${checks.join('')}}`
  return `${banner}${imports.join('\n')}\n\n${record}\n${code}\n`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [file, made] of [
    [TYPES, flowsFileTypes],
    [CHECKS, flowsFileChecks],
  ] as const) {
    const text = await made()
    if (!process.argv.includes('--check')) await writeFile(file, text)
    else if ((await readFile(file, 'utf8')) !== text) {
      console.error(`${file.pathname} is stale: npm run schemas`)
      process.exitCode = 1
    }
  }
}
