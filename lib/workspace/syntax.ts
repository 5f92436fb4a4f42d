/** What the YAML parser complains of, in words that help; never with the text itself, which may be a secret. */
import type { Document } from 'yaml'
import { type Problem, problemAt } from './problem.ts'
import { SECRET_LINE } from './secrets.ts'
import type { Source } from './source.ts'

type Complaint = Document['errors'][number] | Document['warnings'][number]

type Words = [message: string, advice?: string]

/** Where one code stands for different mistakes. */
const BY_MESSAGE: [RegExp, Words][] = [
  [/end with a [\]}]/, ['a bracket is not closed', 'close it, and indent what is inside of it']],
  [/^Missing closing/, ['a quote is not closed', 'close it']],
  [/^Implicit map keys/, ['a key without a value', 'a colon may be missing']],
  [/^Missing , /, ['a comma is missing', 'put commas between items, and texts that hold brackets or braces in quotes']],
]

const WORDS: Partial<Record<Complaint['code'], Words>> = {
  BAD_DQ_ESCAPE: ['an escape sequence that YAML does not know', "double the backslash, or use 'single quotes'"],
  BAD_INDENT: ['the indentation does not fit', 'indent what belongs together by the same number of spaces'],
  BAD_SCALAR_START: ['a value cannot begin with this character', 'put the value in quotes'],
  BLOCK_AS_IMPLICIT_KEY: ['a map cannot begin here', 'begin it on a line of its own, or quote a text that holds `: `'],
  BLOCK_IN_FLOW: [
    'inside { } and [ ] everything is written with commas',
    'close the bracket first, or go on inside it',
  ],
  DUPLICATE_KEY: ['the key is there twice', 'keep one of them'],
  MULTILINE_IMPLICIT_KEY: ['a key has to be on one line', 'a colon may be missing, or the indentation is wrong'],
  MULTIPLE_DOCS: ['a second document begins here', 'remove the `---`: a flows file is one document'],
  TAB_AS_INDENT: ['a tab where spaces are needed', 'indent with spaces'],
  TAG_RESOLVE_FAILED: ['an unknown tag', 'remove the `!…`, or put the value in quotes'],
  UNEXPECTED_TOKEN: ['this was not expected here', 'something before it may be unclosed, or has to be in quotes'],
}

/** Every mistake once; those that only follow from another one are left out. */
export function syntaxProblems(document: Document, source: Source): Problem[] {
  const complaints: Complaint[] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])
  if (complaints.length > 0) hideSecretLines(source)
  const problems: Problem[] = []
  const lines = new Set<number>()
  let lost = false
  for (const { code, message, pos } of complaints) {
    const { line, column } = source.position(pos[0])
    // After a token at the top that fits nowhere the parser has lost its way; all it says from there on is about that.
    if (lines.has(line) || (lost && code === 'UNEXPECTED_TOKEN')) continue
    lines.add(line)
    lost ||= code === 'UNEXPECTED_TOKEN'
    const [words, advice] = BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1] ??
      WORDS[code] ?? [withoutText(message)]
    const before = source.text.slice(pos[0] - column + 1, pos[0])
    const variable = /[{[].*\$$/.test(before) || source.text.slice(pos[0] - 1, pos[0] + 1) === `\${`
    problems.push(
      problemAt(
        source,
        { start: pos[0], end: pos[1] },
        '',
        words,
        variable ? `inside { } and [ ] a variable has to be in quotes: "\${NAME}"` : advice,
      ),
    )
  }
  return problems
}

/** The parser's own words, but for what it quotes of the text. */
function withoutText(message: string): string {
  return `${message[0]!.toLowerCase()}${message.slice(1)}`.replace(/: .*/s, '')
}

const KEY = /^\s*(?:- +)?["']?[\w.-]+["']?\s*:/

/** In a file that could not be understood: hides what looks like the value of a secret key, and what follows up to the next key. */
function hideSecretLines(source: Source): void {
  let start = 0
  let secretIndent = Number.POSITIVE_INFINITY
  for (const line of source.text.split('\n')) {
    const indent = line.search(/\S/)
    const match = SECRET_LINE.exec(line)
    if (match !== null) {
      source.hide({ start: start + match.index + match[0].length, end: start + line.length })
      secretIndent = indent
    } else if (indent > secretIndent || (secretIndent !== Number.POSITIVE_INFINITY && !KEY.test(line))) {
      source.hide({ start: start + indent, end: start + line.length })
    } else if (indent >= 0) {
      secretIndent = Number.POSITIVE_INFINITY
    }
    start += line.length + 1
  }
}

/** Comments tell secrets too: `# password: x`. */
export function hideComments(source: Source): void {
  for (const comment of source.text.matchAll(/(?<=^|\s)#.*/gm)) {
    const match = SECRET_LINE.exec(comment[0])
    if (match !== null)
      source.hide({ start: comment.index + match.index + match[0].length, end: comment.index + comment[0].length })
  }
}
