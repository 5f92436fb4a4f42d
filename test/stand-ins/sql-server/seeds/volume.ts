/** The volume tables: any number of rows, generated while they are read. */
import { volumeTable } from '../engine/volume/layouts.ts'
import type { Seed } from './seed.ts'

/** `dbo.wide` and `dbo.narrow` with so many rows. */
export function volume(rows: number): Seed {
  return {
    database: 'volume',
    async plant(engine) {
      await engine.addDatabase('volume')
      engine.addVolumeTable('volume', 'wide', volumeTable('wide', rows))
      engine.addVolumeTable('volume', 'narrow', volumeTable('narrow', rows))
      // Tables that are made here count what is loaded into them, and keep nothing.
      await engine.run('volume', 'CREATE SCHEMA [discard]')
    },
  }
}
