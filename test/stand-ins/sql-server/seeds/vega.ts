/** Real data: files of the npm package vega-datasets as tables with the types that a SQL Server database would have. DuckDB reads the files. */
import { fileURLToPath } from 'node:url'
import type { StandInEngine } from '../engine/engine.ts'
import { duckTable } from '../engine/table.ts'
import { familyOf } from '../engine/types/sql-type.ts'
import { quoteName, quoteText } from '../engine/types/storage.ts'
import type { Seed } from './seed.ts'

export interface VegaTable {
  name: string
  /** The file in the package's folder `data`. */
  file: string
  /** Column definitions of CREATE TABLE, the same names as in the file unless `select` says otherwise. */
  columns: string
  /** DuckDB expressions by column, for values that need more than a cast of the file's column of that name. */
  select?: Record<string, string>
  /** What DuckDB reads, when it is not the rows of the file. */
  from?: (file: string) => string
}

/** `Jan 1 2000` and `Jun 12 1998` as dates. */
const textDay = (column: string): string => `strptime(trim(${quoteName(column)}), '%b %d %Y')`

export const VEGA_TABLES: readonly VegaTable[] = [
  {
    name: 'flights',
    file: 'flights-3m.parquet',
    columns: `[date] datetime2(0) NOT NULL, delay int NOT NULL, distance int NOT NULL, origin varchar(5) NOT NULL, destination varchar(5) NOT NULL`,
  },
  {
    name: 'zipcodes',
    file: 'zipcodes.csv',
    columns: `zip_code char(5) NOT NULL, latitude decimal(9,6) NULL, longitude decimal(9,6) NULL, city nvarchar(60) NOT NULL, state char(2) NOT NULL, county nvarchar(60) NULL`,
  },
  {
    name: 'movies',
    file: 'movies.json',
    columns: `Title nvarchar(200) NULL, [US Gross] bigint NULL, [Worldwide Gross] bigint NULL, [US DVD Sales] bigint NULL, [Production Budget] bigint NULL,
      [Release Date] date NULL, [MPAA Rating] varchar(20) NULL, [Running Time min] smallint NULL, Distributor nvarchar(100) NULL,
      Source nvarchar(60) NULL, [Major Genre] nvarchar(40) NULL, [Creative Type] nvarchar(40) NULL, Director nvarchar(60) NULL,
      [Rotten Tomatoes Rating] tinyint NULL, [IMDB Rating] decimal(3,1) NULL, [IMDB Votes] int NULL`,
    select: { Title: `"Title" ->> '$'`, 'Release Date': textDay('Release Date') },
  },
  {
    name: 'earthquakes',
    file: 'earthquakes.json',
    columns: `id varchar(20) NOT NULL PRIMARY KEY, mag real NULL, place nvarchar(200) NULL, [time] datetimeoffset(3) NOT NULL, updated datetime2(3) NOT NULL,
      status varchar(20) NULL, tsunami bit NOT NULL, significance int NULL, magType varchar(10) NULL, longitude float NOT NULL, latitude float NOT NULL,
      depth float NULL`,
    from: file => `(SELECT f.id AS id, f.properties.mag AS mag, f.properties.place AS place, f.properties.time AS time,
      make_timestamp(f.properties.updated * 1000) AS updated, f.properties.status AS status, f.properties.tsunami AS tsunami,
      f.properties.sig AS significance, f.properties."magType" AS "magType", f.geometry.coordinates[1] AS longitude,
      f.geometry.coordinates[2] AS latitude, f.geometry.coordinates[3] AS depth
      FROM (SELECT unnest(features) AS f FROM read_json(${quoteText(file)}, maximum_object_size = 33554432)))`,
    select: { time: `make_timestamp("time" * 1000)` },
  },
  {
    name: 'birdstrikes',
    file: 'birdstrikes.csv',
    columns: `[Airport Name] varchar(100) NOT NULL, [Aircraft Make Model] varchar(60) NULL, [Effect Amount of damage] varchar(40) NULL, [Flight Date] date NULL,
      [Aircraft Airline Operator] varchar(60) NULL, [Origin State] nvarchar(60) NULL, [Phase of flight] varchar(40) NULL, [Wildlife Size] varchar(10) NULL,
      [Wildlife Species] varchar(60) NULL, [Time of day] varchar(10) NULL, [Cost Other] money NULL, [Cost Repair] money NULL, [Cost Total $] money NULL,
      [Speed IAS in knots] smallint NULL`,
  },
  {
    name: 'airports',
    file: 'airports.csv',
    columns: `iata varchar(4) NOT NULL PRIMARY KEY, name nvarchar(80) NOT NULL, city nvarchar(60) NULL, state nvarchar(10) NULL, country nvarchar(60) NULL,
      latitude decimal(12,8) NOT NULL, longitude decimal(13,8) NOT NULL`,
  },
  {
    name: 'cars',
    file: 'cars.json',
    columns: `Name nvarchar(60) NOT NULL, Miles_per_Gallon real NULL, Cylinders tinyint NOT NULL, Displacement real NOT NULL, Horsepower smallint NULL,
      Weight_in_lbs int NOT NULL, Acceleration real NOT NULL, [Year] date NOT NULL, Origin varchar(10) NOT NULL`,
  },
  {
    name: 'stocks',
    file: 'stocks.csv',
    columns: `symbol varchar(5) NOT NULL, [date] smalldatetime NOT NULL, price smallmoney NOT NULL, PRIMARY KEY (symbol, [date])`,
    select: { date: textDay('date') },
  },
  {
    name: 'weather',
    file: 'weather.csv',
    columns: `location nvarchar(40) NOT NULL, [date] date NOT NULL, precipitation decimal(6,1) NOT NULL, temp_max decimal(5,1) NOT NULL, temp_min decimal(5,1) NOT NULL,
      wind decimal(5,1) NOT NULL, weather varchar(20) NOT NULL, PRIMARY KEY (location, [date])`,
  },
  {
    name: 'penguins',
    file: 'penguins.json',
    columns: `Species nvarchar(20) NOT NULL, Island nvarchar(20) NOT NULL, [Beak Length (mm)] decimal(4,1) NULL, [Beak Depth (mm)] decimal(4,1) NULL,
      [Flipper Length (mm)] smallint NULL, [Body Mass (g)] smallint NULL, Sex varchar(10) NULL`,
  },
  {
    name: 'countries',
    file: 'countries.json',
    columns: `[year] smallint NOT NULL, fertility float NULL, life_expect float NULL, n_fertility float NULL, n_life_expect float NULL, country nvarchar(60) NOT NULL,
      p_fertility float NULL, p_life_expect float NULL`,
  },
  {
    name: 'disasters',
    file: 'disasters.csv',
    columns: `Entity nvarchar(60) NOT NULL, [Year] smallint NOT NULL, Deaths int NOT NULL`,
  },
  {
    name: 'la_riots',
    file: 'la-riots.csv',
    columns: `first_name nvarchar(40) NULL, last_name nvarchar(40) NULL, age tinyint NULL, gender nvarchar(10) NULL, race nvarchar(20) NULL, death_date datetime NULL,
      address nvarchar(200) NULL, neighborhood nvarchar(60) NULL, [type] nvarchar(60) NULL, longitude float NULL, latitude float NULL`,
  },
  {
    name: 'us_employment',
    file: 'us-employment.csv',
    columns: `[month] date NOT NULL PRIMARY KEY, nonfarm int NOT NULL, [private] int NOT NULL, goods_producing int NOT NULL, service_providing int NOT NULL,
      manufacturing int NOT NULL, construction int NOT NULL, wholesale_trade decimal(9,1) NOT NULL, retail_trade decimal(9,1) NOT NULL,
      utilities decimal(9,1) NOT NULL, information int NOT NULL, government int NOT NULL, nonfarm_change int NULL`,
  },
]

/** The path of a file of the package. */
export function vegaFile(file: string): string {
  return fileURLToPath(new URL(`../data/${file}`, import.meta.resolve('vega-datasets')))
}

export const vega: Seed = {
  database: 'vega',
  async plant(engine) {
    await engine.addDatabase('vega')
    for (const table of VEGA_TABLES) await plantTable(engine, table)
  },
}

async function plantTable(engine: StandInEngine, { name, file, columns, select = {}, from }: VegaTable): Promise<void> {
  await engine.run('vega', `CREATE TABLE dbo.${name} (${columns})`)
  const table = engine.table('vega', ['dbo', name])
  const path = vegaFile(file)
  const reader = file.endsWith('.csv')
    ? `read_csv(${quoteText(path)}, sample_size = -1)`
    : file.endsWith('.json')
      ? `read_json(${quoteText(path)})`
      : quoteText(path)
  const items = table.columns.map(({ name: column, type }) => {
    const value = select[column] ?? quoteName(column)
    switch (familyOf(type)) {
      case 'date':
        return `CAST(CAST(${value} AS DATE) - DATE '0001-01-01' AS INTEGER)`
      case 'moment': {
        const ticks = `timestamp_ticks(CAST(${value} AS TIMESTAMP))`
        return type.name === 'datetime2' ? ticks : `ticks_${type.name}(${ticks})`
      }
      case 'offset':
        return `{'t': timestamp_ticks(${value}), 'o': CAST(0 AS SMALLINT)}`
      default:
        return type.name === 'char' ? `rpad(CAST(${value} AS VARCHAR), ${type.length}, ' ')` : value
    }
  })
  await engine.connection.run(
    `INSERT INTO ${duckTable(table)} SELECT ${items.join(', ')} FROM ${from?.(path) ?? reader}`,
  )
}
