import { describe, expect, it } from 'vitest'
import { HolidayRegion } from '../../server/rules/formats'

const read = (text: string): string => {
  const { data, error } = HolidayRegion.safeParse(text)
  return data ?? error?.issues.map(({ message }) => message).join() ?? ''
}

const problem = (text: string, hint: string) =>
  `no public holidays are known for "${text}" (a country or region such as IT or DE-BY)${hint}`

describe('the holidays of a region', () => {
  it.each([
    ['IT', 'IT'],
    ['DE-BY', 'DE-BY'],
    ['NO', 'NO'],
    ['de-by', 'DE-BY'],
    ['ck-ATIU', 'CK-Atiu'],
  ])('are named by its code, in any case: %s', (text, region) => {
    expect(read(text)).toBe(region)
  })

  it.each([
    ['DE_BY', '; did you mean DE-BY?'],
    ['DE-BAY', '; did you mean DE-BY?'],
    ['D-BY', '; did you mean DE-BY?'],
    ['CH-XT', '; did you mean CH-ZH?'],
    ['ITA', '; did you mean IT?'],
    ['italy', '; did you mean IT?'],
    ['Turkey', '; did you mean TR?'],
    ['Bayern', '; did you mean DE-BY?'],
    ['UK', '; did you mean GB?'],
    ['Atlantis', ''],
    ['', ''],
  ])('are asked for again where nobody knows "%s"', (text, hint) => {
    expect(read(text)).toBe(problem(text, hint))
  })
})
