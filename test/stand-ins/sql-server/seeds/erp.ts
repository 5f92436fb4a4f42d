/** A small ERP, the same in every run: customers, products, employees, orders, their lines, and the tables that are hard to move. */

import { hierarchyBytes } from '../engine/types/udt.ts'
import { type Random, random } from '../engine/volume/random.ts'
import type { SqlValue } from '../types.ts'
import { ALL_TYPES, BROKEN_UNICODE } from './all-types.ts'
import { plantTables, type Seed, type SeedTable } from './seed.ts'
import { datetime2, day, rowversion } from './values.ts'

const COUNTS = { customers: 500, products: 250, employees: 40, orders: 1500, audit: 1000, stock: 800 }
const FIRST_NAMES = [
  'Åse',
  'Björn',
  'Chloé',
  'Dmitri',
  'Eun-ji',
  'Fatima',
  'Göran',
  'Hüseyin',
  'Inês',
  'José',
  'Katarzyna',
  'Łukasz',
  '太郎',
  'Ólafur',
]
const LAST_NAMES = [
  'Andersen',
  'Brontë',
  'Castañeda',
  'Dvořák',
  'Eriksson',
  "O'Brien",
  'Fernández',
  'Grünwald',
  '山田',
  'Иванов',
  'Παπαδόπουλος',
  'Ødegård',
]
const COMPANIES = [
  'Nordlys',
  'Fjord & Co',
  'Blå Bølge',
  '株式会社サクラ',
  'Müller GmbH',
  'Crème Brûlée SARL',
  'Πλοίο ΑΕ',
  'Zażółć Sp. z o.o.',
]
const CITIES = ['Oslo', 'Malmö', 'København', 'Reykjavík', 'München', 'São Paulo', '東京', 'Łódź', 'Αθήνα', "L'Aquila"]
const THINGS = ['Bolt', 'Nut', 'Washer', 'Bracket', 'Hinge', 'Lamp', 'Chair', 'Table', 'Shelf', 'Kettle']
const STATUSES = ['open', 'paid', 'shipped', 'cancelled']
const FIRST_DAY = day(2022, 1, 1)

const id = (index: number): number => index + 1
const sometimes = (source: Random, percent: number, value: () => SqlValue): SqlValue =>
  source.integer(100) < percent ? value() : null
const moment = (source: Random): bigint =>
  datetime2('2022-01-01') + BigInt(source.integer(94_000_000)) * 10_000_000n + BigInt(source.integer(10_000_000))
const guid = (source: Random): string => {
  const hex = Array.from({ length: 32 }, () => '0123456789ABCDEF'[source.integer(16)]).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
const many = (count: number, row: (index: number) => SqlValue[]): SqlValue[][] =>
  Array.from({ length: count }, (_, index) => row(index))

function customers(source: Random): SeedTable {
  return {
    path: ['dbo', 'customers'],
    columns: `CustomerId int IDENTITY(1,1) NOT NULL PRIMARY KEY, CustomerGuid uniqueidentifier NOT NULL, Name nvarchar(100) NOT NULL, Email varchar(120) NULL,
      City nvarchar(60) NULL, Country char(2) NOT NULL, CreditLimit money NULL, IsActive bit NOT NULL, CreatedAt datetime2(7) NOT NULL,
      Birthday date NULL, Notes nvarchar(max) NULL`,
    rows: many(COUNTS.customers, index => [
      id(index),
      guid(source),
      `${source.pick(COMPANIES)} ${source.pick(LAST_NAMES)} ${id(index)}`,
      sometimes(source, 80, () => `customer${id(index)}@example.org`),
      sometimes(source, 90, () => source.pick(CITIES)),
      source.pick(['NO', 'SE', 'DK', 'DE', 'JP', 'GR']),
      sometimes(source, 70, () => BigInt(source.integer(1_000_000)) * 10_000n),
      source.integer(10) > 0,
      moment(source),
      sometimes(source, 50, () => day(1950, 1, 1) + source.integer(20_000)),
      sometimes(source, 20, () => `${'Long note — ✓ '.repeat(source.integer(400))}end`),
    ]),
  }
}

function products(source: Random): SeedTable {
  return {
    path: ['dbo', 'products'],
    columns: `ProductId int NOT NULL PRIMARY KEY, Sku varchar(20) NOT NULL UNIQUE, Name nvarchar(100) NOT NULL, Price decimal(18,4) NOT NULL, Weight float NULL,
      Rating real NULL, Stock smallint NOT NULL, Category tinyint NOT NULL, Discontinued bit NOT NULL, Picture varbinary(max) NULL, Details xml NULL`,
    rows: many(COUNTS.products, index => [
      id(index),
      `SKU-${String(id(index)).padStart(6, '0')}`,
      `${source.pick(THINGS)} ${source.pick(['blå', 'red', '緑', 'weiß'])} №${id(index)}`,
      BigInt(source.integer(10_000_000)),
      sometimes(source, 80, () => source.integer(100_000) / 7),
      sometimes(source, 60, () => Math.fround(source.integer(50) / 10)),
      source.integer(30_000) - 100,
      source.integer(256),
      source.integer(20) === 0,
      sometimes(source, 30, () => new Uint8Array(source.integer(20_000)).map(() => source.integer(256))),
      sometimes(
        source,
        40,
        () => `<details><weight unit="kg">${source.integer(100)}</weight><note>æøå</note></details>`,
      ),
    ]),
  }
}

function employees(source: Random): SeedTable {
  return {
    path: ['dbo', 'employees'],
    columns: `EmployeeId int NOT NULL PRIMARY KEY, OrgNode hierarchyid NULL, FirstName nvarchar(40) NOT NULL, LastName nvarchar(40) NOT NULL, HiredOn date NOT NULL,
      Salary decimal(19,2) NULL, ShiftStart time(0) NULL, ManagerId int NULL`,
    rows: many(COUNTS.employees, index => [
      id(index),
      hierarchyBytes(index === 0 ? '/' : `/${1 + (index % 5)}/${index < 6 ? '' : `${1 + (index % 7)}/`}`),
      source.pick(FIRST_NAMES),
      source.pick(LAST_NAMES),
      day(2005, 1, 1) + source.integer(6000),
      sometimes(source, 90, () => BigInt(30_000_00 + source.integer(90_000_00))),
      sometimes(source, 80, () => BigInt(6 + source.integer(4)) * 36_000_000_000n),
      index === 0 ? null : 1 + source.integer(index),
    ]),
  }
}

/** Orders and their lines: an order's total is the sum of its lines. */
function ordersAndLines(source: Random, productRows: SqlValue[][]): [SeedTable, SeedTable] {
  const lines: SqlValue[][] = []
  const orders = many(COUNTS.orders, index => {
    let total = 0n
    const count = source.integer(6)
    for (let line = 1; line <= count; line++) {
      const product = source.pick(productRows)
      const quantity = 1 + source.integer(20)
      const amount = (product[3] as bigint) * BigInt(quantity)
      total += amount
      lines.push([
        id(index),
        line,
        product[0] as number,
        quantity,
        product[3] as bigint,
        amount,
        sometimes(source, 10, () => `gave ${line * 5} % off`),
      ])
    }
    const ordered = FIRST_DAY + source.integer(1000)
    return [
      BigInt(10_000 + index),
      1 + source.integer(COUNTS.customers),
      sometimes(source, 95, () => 1 + source.integer(COUNTS.employees)),
      ordered,
      source.pick(STATUSES),
      total,
      sometimes(source, 70, () => ({
        ticks: BigInt(ordered + 2) * 864_000_000_000n + BigInt(source.integer(86_400)) * 10_000_000n,
        offset: source.pick([0, 60, 120, -300]),
      })),
      sometimes(source, 15, () => `Ring på døra ${'🔔'.repeat(1 + source.integer(3))}`),
    ]
  })
  return [
    {
      path: ['dbo', 'orders'],
      columns: `OrderId bigint NOT NULL PRIMARY KEY, CustomerId int NOT NULL, EmployeeId int NULL, OrderDate date NOT NULL, Status varchar(10) NOT NULL,
        Total decimal(18,4) NOT NULL, ShippedAt datetimeoffset(3) NULL, Remark nvarchar(400) NULL`,
      rows: orders,
    },
    {
      path: ['dbo', 'order_lines'],
      columns: `OrderId bigint NOT NULL, LineNumber smallint NOT NULL, ProductId int NOT NULL, Quantity int NOT NULL, UnitPrice decimal(18,4) NOT NULL,
        Amount decimal(18,4) NOT NULL, Comment nvarchar(100) NULL, CONSTRAINT PK_order_lines PRIMARY KEY CLUSTERED (OrderId, LineNumber)`,
      rows: lines.map(line => [BigInt(10_000 + Number(line[0]) - 1), ...line.slice(1)]),
    },
  ]
}

/** Changed by others while hygge reads: the table for incremental loads. Rowversions follow those of all_types. */
function stockLevels(source: Random): SeedTable {
  return {
    path: ['dbo', 'stock_levels'],
    columns: `StockId int NOT NULL PRIMARY KEY, ProductId int NOT NULL, Warehouse nvarchar(20) NOT NULL, Quantity int NOT NULL,
      ModifiedAt datetime2(7) NOT NULL, Version rowversion NOT NULL`,
    rows: many(COUNTS.stock, index => [
      id(index),
      1 + source.integer(COUNTS.products),
      source.pick(['Oslo', 'Århus', 'Göteborg']),
      source.integer(5000),
      moment(source),
      rowversion(ALL_TYPES.rows.length + index),
    ]),
  }
}

/** A heap: no key, and rows that are the same twice. */
function auditLog(source: Random): SeedTable {
  return {
    path: ['dbo', 'audit_log'],
    columns: 'HappenedAt datetime NULL, [User] nvarchar(40) NULL, Action varchar(20) NULL, Payload nvarchar(max) NULL',
    rows: many(COUNTS.audit, () => [
      sometimes(
        source,
        98,
        () => BigInt(44_000 + source.integer(1000)) * 25_920_000n + BigInt(source.integer(25_920_000)),
      ),
      sometimes(source, 95, () => source.pick(FIRST_NAMES)),
      source.pick(['insert', 'update', 'delete']),
      sometimes(source, 60, () => `{"value":${source.integer(1000)},"text":"${source.pick(CITIES)}"}`),
    ]),
  }
}

/** Names that need quoting wherever they are used. */
function oddNames(): SeedTable {
  return {
    path: ['dbo', `Ørder [Details] "2024" it's.ok`],
    columns: `[key] int NOT NULL PRIMARY KEY, [Unit Price (€)] decimal(9,2) NULL, [select] nvarchar(20) NULL, [a]]b] int NULL, ["quoted"] int NULL, [it's] int NULL,
      [dot.ted] int NULL, [日本語] nvarchar(20) NULL, [  spaces  ] int NULL, [naïve/path\\x] int NULL`,
    rows: [
      [1, 1999n, 'one', 11, 12, 13, 14, 'いち', 15, 16],
      [2, null, null, null, null, null, null, null, null, null],
      [3, -5n, "it's", 31, 32, 33, 34, 'さん', 35, 36],
    ],
  }
}

function regions(): SeedTable {
  return {
    path: ['sales', 'regions'],
    columns: 'RegionId tinyint NOT NULL PRIMARY KEY, Name nvarchar(40) NOT NULL, Centre geography NULL',
    rows: [
      [1, 'Norden', null],
      [2, 'Mitteleuropa', null],
      [3, '日本', null],
    ],
  }
}

const EMPTY: SeedTable = {
  path: ['dbo', 'returns'],
  columns:
    'ReturnId int NOT NULL PRIMARY KEY, OrderId bigint NOT NULL, Reason nvarchar(200) NULL, ReturnedAt datetime2(3) NULL, Refund money NULL',
  rows: [],
}

function makeTables(): SeedTable[] {
  const source = random(20240229)
  const goods = products(source)
  return [
    ALL_TYPES,
    stockLevels(source),
    customers(source),
    goods,
    employees(source),
    ...ordersAndLines(source, goods.rows),
    auditLog(source),
    oddNames(),
    regions(),
    EMPTY,
    BROKEN_UNICODE,
  ]
}

export const ERP_TABLES: readonly SeedTable[] = makeTables()

export const erp: Seed = {
  database: 'erp',
  async plant(engine) {
    await engine.addDatabase('erp')
    await engine.run('erp', 'CREATE SCHEMA sales')
    await plantTables(engine, 'erp', ERP_TABLES)
  },
}
