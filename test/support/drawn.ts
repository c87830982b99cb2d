import fc from 'fast-check'

const { BATON_TEST_SEED, BATON_TEST_TIMES } = process.env

/** What tests draw at random follows from it: the same each time, unless `BATON_TEST_SEED` says another. */
export const seed = Number(BATON_TEST_SEED ?? 209837)

/** How often a property is tried; `BATON_TEST_TIMES` multiplies it. */
interface Trying {
  runs?: number
  /** Other seeds that once found something. */
  kept?: readonly number[]
}

/** Tries a property on what is drawn, and says with which seed it failed. */
export const holds = <Drawn>(property: fc.IProperty<Drawn>, { runs = 100, kept = [] }: Trying = {}): void => {
  const numRuns = runs * Number(BATON_TEST_TIMES ?? 1)
  for (const each of [seed, ...kept]) fc.assert(property, { numRuns, seed: each })
}
