/** Writes `docs/configuration.md` from the schema of flows.yml: `npm run schemas`. A test fails when it is stale. */
import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'

const SCHEMA = new URL('./flows.schema.json', import.meta.url)
const PAGE = new URL('../docs/configuration.md', import.meta.url)

interface Node {
  description?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  default?: unknown
  examples?: unknown[]
  required?: string[]
  properties?: Record<string, Node>
  additionalProperties?: Node | boolean
  items?: Node
  oneOf?: Node[]
  anyOf?: Node[]
  $ref?: string
  definitions?: Record<string, Node>
}

const HEAD = `# Configuration

Generated from [\`schemas/flows.schema.json\`](../schemas/flows.schema.json) by \`npm run schemas\`.

One file, \`flows.yml\`, says everything; or a folder does, see [workspaces](workspace.md). Editors that know the schema complete and check it while you type: put
\`# yaml-language-server: $schema=…/flows.schema.json\` in the first line (\`hygge-run schema\` prints the schema).

- Relative paths belong to the file that names them, not to the current folder; in the folder form of a [workspace](workspace.md) to the folder of
  \`hygge.yml\`.
- \`\${NAME}\` and \`\${NAME:-default}\` stand for environment variables in any text, number or switch; \`$\${\` is a plain \`\${\`. A name that is not
  set and has no default is an error that names the variable and the place.
- \`{entity}\` and \`{flow}\` stand for the names in paths, tables and queries. An entity that is called \`sales.Orders\` has a
  \`{schema}\` too: in a text that asks for it, \`{entity}\` is \`Orders\`.
- What is nearer counts more: the \`defaults\` of the workspace, those of the flow, the flow, the entity. Maps are merged key by key; a
  default that can have no effect is an error.
- Unknown keys are errors. Every problem is shown at once, with file, line, column and what to do.
`

/** The text of `docs/configuration.md`, from the schema as it is now. */
export async function configurationPage(): Promise<string> {
  const schema = JSON.parse(await readFile(SCHEMA, 'utf8')) as Node
  const sections = [section('The file', schema)]
  for (const [name, node] of Object.entries(schema.definitions ?? {})) {
    if (node.properties) sections.push(section(name, node))
    else sections.push(`## ${name}\n\n${node.description ?? ''}\n\n${kindOf(node)}\n`)
  }
  return `${HEAD}\n${sections.join('\n')}`
}

function section(title: string, { description, properties = {}, required = [] }: Node): string {
  const rows = Object.entries(properties).map(([key, node]) => {
    const standard = node.default === undefined ? '' : `\`${JSON.stringify(node.default)}\``
    const needed = required.includes(key) ? '**required**' : standard
    return `| \`${key}\` | ${cell(kindOf(node))} | ${needed} | ${cell(node.description ?? '')} |`
  })
  const text = description === undefined ? '' : `${description}\n\n`
  return `## ${title}\n\n${text}| key | value | default | meaning |\n|---|---|---|---|\n${rows.join('\n')}\n`
}

/** What may stand there, in words; a reference links to its section. */
function kindOf(node: Node): string {
  if (node.$ref !== undefined) {
    const name = node.$ref.split('/').at(-1)!
    return `[${name}](#${name.toLowerCase()})`
  }
  if (node.const !== undefined) return `\`${String(node.const)}\``
  if (node.enum) return node.enum.map(value => `\`${String(value)}\``).join(', ')
  const choices = node.oneOf ?? node.anyOf
  if (choices) return choices.map(kindOf).join(' or ')
  if (node.items) return `list of ${kindOf(node.items)}`
  if (typeof node.additionalProperties === 'object') return `map of names to ${kindOf(node.additionalProperties)}`
  return [node.type ?? 'any'].flat().join(' or ')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeFile(PAGE, await configurationPage())
