/** Text in HTML and SVG: what comes from servers and files is text, never markup. */

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
// Characters that no XML document may hold, and those that turn the direction of what follows.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to be replaced
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g

export function escaped(text: string | number): string {
  return String(text)
    .replace(UNFIT, '\ufffd')
    .replace(/[&<>"']/g, char => ENTITIES[char] ?? char)
}

/** A number for an SVG attribute. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10)
}
