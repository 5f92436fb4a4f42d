/** Names as SQLite has them. */

/** The name as SQL has it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** As SQLite compares them: letters of ASCII without regard to case. */
export function sameName(one: string, other: string): boolean {
  const plain = (name: string) => name.replaceAll(/[A-Z]/g, letter => letter.toLowerCase())
  return plain(one) === plain(other)
}
