import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { codepageOf } from '../../../../lib/homes/mssql/tds/collation.ts'
import { columnOf, decodeChunks, resultSet } from './decode.ts'
import { kinds } from './stream.ts'

/** The bytes of a Windows collation, [MS-TDS] 2.2.5.1.2. */
const windows = (language: number): number[] => [language & 0xff, language >> 8, 0xd0, 0, 0]
const sorted = (id: number): number[] => [0x09, 0x04, 0xd0, 0, id]
const UTF8 = [0x09, 0x04, 0xd0, 0x04, 0]

const decodeText = (collation: number[], values: Uint8Array[]): { values: unknown[]; altered: number } => {
  const decoded = decodeChunks([
    resultSet(
      [{ name: 'a', kind: kinds.varchar(8000, collation) }],
      values.map(value => [value]),
    ),
  ])
  return { values: columnOf(decoded), altered: decoded.batches[0]!.altered }
}

describe('the code page of a collation', () => {
  it('agrees with the tables of tedious', () => {
    const require = createRequire(import.meta.url)
    const { codepageByLanguageId, codepageBySortId } = require('tedious/lib/collation') as Record<
      string,
      Record<number, string>
    >
    assert.ok(Object.keys(codepageByLanguageId!).length > 50 && Object.keys(codepageBySortId!).length > 50)
    for (const [id, codepage] of Object.entries(codepageByLanguageId!)) {
      assert.equal(codepageOf(Number(id), 0), codepage.toLowerCase(), `language ${Number(id).toString(16)}`)
    }
    for (const [id, codepage] of Object.entries(codepageBySortId!)) {
      assert.equal(codepageOf(0x0409, Number(id)), codepage.toLowerCase(), `sort id ${id}`)
    }
  })
  it('is UTF-8 where the collation says so, whatever its language', () =>
    assert.equal(codepageOf(0x04d00411, 0), 'utf-8'))
  it('is null where nobody knows', () => {
    assert.equal(codepageOf(0x0439, 0), null) // Hindi: Unicode only
    assert.equal(codepageOf(0x0409, 255), null)
  })
  it('that is not known refuses varchar, and not nvarchar', () => {
    assert.throws(() => decodeText(windows(0x0439), []), {
      code: 'TYPE_NOT_SUPPORTED',
      message: /"a" is varchar\(8000\)/,
    })
  })
})

describe('text in code pages', () => {
  const samples: [name: string, codepage: string, collation: number[], text: string][] = [
    ['Latin1_General', 'cp1252', windows(0x0409), 'Smørrebrød – €5 “ok”'],
    ['Polish', 'cp1250', windows(0x0415), 'Zażółć gęślą jaźń'],
    ['Cyrillic', 'cp1251', windows(0x0419), 'Съешь ещё этих булок'],
    ['Greek', 'cp1253', windows(0x0408), 'Ξεσκεπάζω την ψυχοφθόρα'],
    ['Turkish', 'cp1254', windows(0x041f), 'Pijamalı hasta yağız şoföre'],
    ['Hebrew', 'cp1255', windows(0x040d), 'דג סקרן שט בים'],
    ['Arabic', 'cp1256', windows(0x0401), 'نص حكيم له سر'],
    ['Lithuanian', 'cp1257', windows(0x0427), 'Įlinkdama fechtuotojo'],
    ['Vietnamese', 'cp1258', windows(0x042a), 'ơ ư ₫ đ'],
    ['Thai', 'cp874', windows(0x041e), 'เป็นมนุษย์สุดประเสริฐ'],
    ['Japanese', 'cp932', windows(0x0411), '日本語テスト ｱｲｳ'],
    ['Chinese_PRC', 'cp936', windows(0x0804), '中华人民共和国'],
    ['Korean', 'cp949', windows(0x0412), '대한민국'],
    ['Chinese_Taiwan', 'cp950', windows(0x0404), '繁體中文'],
    ['SQL_Latin1_General_CP437', 'cp437', sorted(30), 'Üçé½ ░▒▓'],
    ['SQL_Latin1_General_CP850', 'cp850', sorted(40), 'ÜçéØ ×'],
    ['UTF-8', 'utf8', UTF8, 'alle: øжא日😀'],
  ]
  for (const [name, codepage, collation, text] of samples) {
    it(name, () => {
      const values = ['', 'plain ASCII', text, `ASCII first ${text}`, text.repeat(50)]
      const encoded = values.map(value => iconv.encode(value, codepage))
      assert.ok(
        encoded.every((bytes, i) => iconv.decode(bytes, codepage) === values[i]),
        'the sample itself',
      )
      assert.deepEqual(decodeText(collation, encoded), { values, altered: 0 })
    })
  }

  it('every byte of a one-byte page', () => {
    const bytes = Array.from({ length: 256 }, (_, byte) => Buffer.of(byte))
    const { values, altered } = decodeText(windows(0x0409), bytes)
    // WHATWG's windows-1252 is Microsoft's: unused bytes are control characters.
    assert.deepEqual(
      values,
      bytes.map(byte => new TextDecoder('windows-1252').decode(byte)),
    )
    assert.equal(altered, 0)
  })

  it('bytes that stand for nothing become U+FFFD and are counted, value by value', () => {
    assert.deepEqual(decodeText(windows(0x0408), [Buffer.of(0xd2, 0x41, 0xff), Buffer.of(0xc1)]), {
      values: ['\ufffdA\ufffd', 'Α'],
      altered: 1,
    })
    assert.deepEqual(decodeText(UTF8, [Buffer.of(0x41, 0xc3), Buffer.of(0xc3, 0xa9)]), {
      values: ['A\ufffd', 'é'],
      altered: 1,
    })
    assert.deepEqual(decodeText(windows(0x0411), [Buffer.of(0x41, 0x81), Buffer.of(0x88, 0x9f)]), {
      values: ['A\ufffd', '亜'],
      altered: 1,
    })
  })

  it('a replacement character that is in the data is no loss', () => {
    assert.deepEqual(decodeText(UTF8, [Buffer.from('\ufffd')]), { values: ['\ufffd'], altered: 0 })
  })

  it('any Unicode text in a UTF-8 collation', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { minLength: 1 }), texts => {
        assert.deepEqual(
          decodeText(
            UTF8,
            texts.map(text => Buffer.from(text)),
          ).values,
          texts,
        )
      }),
    )
  })

  it('any UTF-16, paired or not, becomes what the platform makes of it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }), { minLength: 1 }),
        lists => {
          const texts = lists.map(units => String.fromCharCode(...units))
          const decoded = decodeChunks([
            resultSet(
              [{ name: 'a', kind: kinds.nvarchar(100) }],
              texts.map(text => [text]),
            ),
          ])
          assert.deepEqual(
            columnOf(decoded),
            texts.map(text => text.toWellFormed()),
          )
          assert.equal(decoded.batches[0]!.altered, texts.filter(text => !text.isWellFormed()).length)
        },
      ),
    )
  })
})
