import iconv from 'iconv-lite'

/** A collation as the wire names it, and the encoding of its char, varchar and text bytes. */
export interface Collation {
  /** COLLATION, [MS-TDS] 2.2.5.1.2: 20 bits LCID, 8 bits flags, 4 bits version, one byte sort id. */
  bytes: Uint8Array
  codepage: string
  /** Text as the column's bytes; characters the code page has not become `?`, as the server stores them. */
  encode(text: string): Uint8Array
}

/** The collation of a column that names none, and of the server. */
export const DEFAULT_COLLATION = 'SQL_Latin1_General_CP1_CI_AS'

/** Windows collations by the name in front of their version and sensitivity: LCID and ANSI code page. */
const LANGUAGES: Record<string, [lcid: number, codepage: string]> = {
  Albanian: [0x041c, 'cp1250'],
  Arabic: [0x0401, 'cp1256'],
  Chinese_PRC: [0x0804, 'cp936'],
  Chinese_PRC_Stroke: [0x20804, 'cp936'],
  Chinese_Taiwan_Stroke: [0x0404, 'cp950'],
  Croatian: [0x041a, 'cp1250'],
  Cyrillic_General: [0x0419, 'cp1251'],
  Czech: [0x0405, 'cp1250'],
  Danish_Norwegian: [0x0406, 'cp1252'],
  Estonian: [0x0425, 'cp1257'],
  Finnish_Swedish: [0x040b, 'cp1252'],
  French: [0x040c, 'cp1252'],
  Greek: [0x0408, 'cp1253'],
  Hebrew: [0x040d, 'cp1255'],
  Hungarian: [0x040e, 'cp1250'],
  Icelandic: [0x040f, 'cp1252'],
  Japanese: [0x0411, 'cp932'],
  Korean_Wansung: [0x0412, 'cp949'],
  Latin1_General: [0x0409, 'cp1252'],
  Latvian: [0x0426, 'cp1257'],
  Lithuanian: [0x0427, 'cp1257'],
  Modern_Spanish: [0x0c0a, 'cp1252'],
  Polish: [0x0415, 'cp1250'],
  Romanian: [0x0418, 'cp1250'],
  Slovak: [0x041b, 'cp1250'],
  Slovenian: [0x0424, 'cp1250'],
  Thai: [0x041e, 'cp874'],
  Traditional_Spanish: [0x040a, 'cp1252'],
  Turkish: [0x041f, 'cp1254'],
  Ukrainian: [0x0422, 'cp1251'],
  Vietnamese: [0x042a, 'cp1258'],
}

/** SQL collations (`SQL_…`): LCID, sort id and code page; the sort id, not the LCID, decides the code page. */
const SQL_COLLATIONS: Record<string, [lcid: number, sortId: number, codepage: string]> = {
  SQL_Latin1_General_CP1_CI_AS: [0x0409, 52, 'cp1252'],
  SQL_Latin1_General_CP1_CS_AS: [0x0409, 51, 'cp1252'],
  SQL_Latin1_General_CP1_CI_AI: [0x0409, 54, 'cp1252'],
  SQL_Latin1_General_CP437_CI_AS: [0x0409, 32, 'cp437'],
  SQL_Latin1_General_CP850_CI_AS: [0x0409, 42, 'cp850'],
  SQL_Latin1_General_CP1250_CI_AS: [0x0409, 82, 'cp1250'],
  SQL_Latin1_General_CP1251_CI_AS: [0x0419, 106, 'cp1251'],
  SQL_Latin1_General_CP1253_CI_AS: [0x0408, 114, 'cp1253'],
  SQL_Latin1_General_CP1255_CI_AS: [0x040d, 138, 'cp1255'],
  SQL_Latin1_General_CP1256_CI_AS: [0x0401, 146, 'cp1256'],
  SQL_Latin1_General_CP1257_CI_AS: [0x0425, 154, 'cp1257'],
}

const IGNORE_CASE = 1
const IGNORE_ACCENT = 2
const IGNORE_KANA = 4
const IGNORE_WIDTH = 8
const BINARY = 16
const BINARY2 = 32
const UTF8 = 64

const VERSIONS: Record<string, number> = { '90': 1, '100': 2, '140': 3 }

const known = new Map<string, Collation>()

/** The collation of that name; throws with the names that are known when it is none of ours. */
export function collationOf(name: string = DEFAULT_COLLATION): Collation {
  let collation = known.get(name)
  if (collation === undefined) {
    collation = parseCollation(name)
    known.set(name, collation)
  }
  return collation
}

function parseCollation(name: string): Collation {
  const words = name.split('_')
  const flags = flagsOf(words)
  const sql = SQL_COLLATIONS[name]
  if (sql !== undefined) return collation(sql[0], flags, 0, sql[1], sql[2])
  const end = words.findIndex(word => word in VERSIONS || /^(CI|CS|BIN2?)$/.test(word))
  const language = LANGUAGES[words.slice(0, end < 0 ? words.length : end).join('_')]
  if (end < 1 || language === undefined) {
    throw new RangeError(
      `the stand-in knows no collation "${name}"; it knows ${Object.keys(SQL_COLLATIONS).join(', ')} and ` +
        `[language]_[90|100|140]_[CI|CS]_[AI|AS]… or …_BIN2 with one of ${Object.keys(LANGUAGES).join(', ')}`,
    )
  }
  return collation(language[0], flags, VERSIONS[words[end]] ?? 0, 0, (flags & UTF8) !== 0 ? 'utf8' : language[1])
}

function flagsOf(words: string[]): number {
  let flags = words.includes('UTF8') ? UTF8 : 0
  if (words.includes('BIN')) return flags | BINARY
  if (words.includes('BIN2')) return flags | BINARY2
  if (!words.includes('CS')) flags |= IGNORE_CASE
  if (words.includes('AI')) flags |= IGNORE_ACCENT
  if (!words.includes('KS')) flags |= IGNORE_KANA
  if (!words.includes('WS')) flags |= IGNORE_WIDTH
  return flags
}

function collation(lcid: number, flags: number, version: number, sortId: number, codepage: string): Collation {
  const low = lcid | ((flags & 0x0f) << 20)
  return {
    bytes: Uint8Array.of(low, low >>> 8, low >>> 16, (flags >>> 4) | (version << 4), sortId),
    codepage,
    encode: codepage === 'utf8' ? text => Buffer.from(text, 'utf8') : text => iconv.encode(text, codepage),
  }
}

/** The name of a collation from its five bytes, for parameters: the default when the bytes are unknown. */
export function codepageOf(bytes: Uint8Array): string {
  const flags = (bytes[2] >>> 4) | ((bytes[3] & 0x0f) << 4)
  if ((flags & UTF8) !== 0) return 'utf8'
  const sorted = Object.values(SQL_COLLATIONS).find(([, sortId]) => sortId === bytes[4])
  if (bytes[4] !== 0 && sorted !== undefined) return sorted[2]
  const lcid = bytes[0] | (bytes[1] << 8)
  return Object.values(LANGUAGES).find(([known]) => (known & 0xffff) === lcid)?.[1] ?? 'cp1252'
}
