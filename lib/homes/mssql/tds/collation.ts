/**
 * The code page that a collation implies for char, varchar and text, [MS-TDS] 2.2.5.1.2.
 * Windows collations name a language, whose ANSI code page is meant; SQL collations name a sort order.
 */

/** Language ids by ANSI code page; the low 10 bits are the primary language, and all of 1252 is in `LATIN`. */
const LANGUAGES: Record<string, number[]> = {
  cp874: [0x041e],
  cp932: [0x0411],
  cp936: [0x0804, 0x1004],
  cp949: [0x0412],
  cp950: [0x0404, 0x0c04, 0x1404],
  cp1250: [0x0405, 0x040e, 0x0415, 0x0418, 0x041a, 0x041b, 0x041c, 0x0424, 0x0442, 0x081a, 0x101a, 0x141a],
  cp1251: [
    0x0402, 0x0419, 0x0422, 0x0423, 0x042f, 0x043f, 0x0440, 0x0444, 0x0450, 0x046d, 0x0485, 0x082c, 0x0843, 0x0c1a,
    0x1c1a, 0x201a,
  ],
  cp1253: [0x0408],
  cp1254: [0x041f, 0x042c, 0x0443],
  cp1255: [0x040d],
  cp1256: [0x0401, 0x0420, 0x0429, 0x0480, 0x048c],
  cp1257: [0x0425, 0x0426, 0x0427],
  cp1258: [0x042a],
}

/** Primary languages (low 10 bits) written in western Latin. */
const LATIN = new Set([
  0x03, 0x06, 0x07, 0x09, 0x0a, 0x0b, 0x0c, 0x0f, 0x10, 0x13, 0x14, 0x16, 0x17, 0x1d, 0x21, 0x2d, 0x2e, 0x36, 0x37,
  0x38, 0x3b, 0x3e, 0x41, 0x52, 0x56, 0x5f, 0x62, 0x6e, 0x6f, 0x7a, 0x7c, 0x7e, 0x83, 0x84,
])

/** Sort ids of SQL collations, first and last, by code page. */
const SORT_IDS: [first: number, last: number, codepage: string][] = [
  [30, 34, 'cp437'],
  [40, 49, 'cp850'],
  [51, 54, 'cp1252'],
  [55, 61, 'cp850'],
  [71, 72, 'cp1252'],
  [80, 98, 'cp1250'],
  [104, 108, 'cp1251'],
  [112, 124, 'cp1253'],
  [128, 130, 'cp1254'],
  [136, 138, 'cp1255'],
  [144, 146, 'cp1256'],
  [152, 160, 'cp1257'],
  [183, 186, 'cp1252'],
  [192, 193, 'cp932'],
  [194, 195, 'cp949'],
  [196, 197, 'cp950'],
  [198, 199, 'cp936'],
  [200, 200, 'cp932'],
  [201, 201, 'cp949'],
  [202, 202, 'cp950'],
  [203, 203, 'cp936'],
  [204, 206, 'cp874'],
  [210, 217, 'cp1252'],
]

/** Bit 26 of the first four bytes: text is UTF-8. */
const UTF8 = 0x4000000

const byLanguage = new Map(
  Object.entries(LANGUAGES).flatMap(([codepage, ids]) => ids.map((id): [number, string] => [id, codepage])),
)

/** iconv name of the collation's code page; null when it has none or is not known. */
export function codepageOf(info: number, sortId: number): string | null {
  if (info & UTF8) return 'utf-8'
  if (sortId !== 0) return SORT_IDS.find(([first, last]) => sortId >= first && sortId <= last)?.[2] ?? null
  const language = info & 0xffff
  return byLanguage.get(language) ?? (LATIN.has(language & 0x3ff) ? 'cp1252' : null)
}
