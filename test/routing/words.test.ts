import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { firstMatch, matching } from '../../server/routing/match'
import { facts } from '../support/builders'
import { inAHurry, standsIn } from '../support/scan'

const mails: Record<string, string[]> = JSON.parse(
  readFileSync(new URL('../fixtures/languages/mails.json', import.meta.url), 'utf8'),
)
const texts = Object.values(mails).flat()
const inShort = texts.map(inAHurry)
const mailOf = (preview: string) => facts({ conversation: { subject: null, preview } })

const wordsOf = (text: string, language: string): string[] =>
  [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)

/** Every word of every mail, in capitals, its beginning, its end, and with the word that follows. */
const phrases = [
  ...new Set(
    Object.entries(mails).flatMap(([language, some]) =>
      some.flatMap((text) =>
        wordsOf(text, language).flatMap((word, at, words) => [
          word,
          word.toUpperCase(),
          word.slice(0, 3),
          ...(word.length > 4 ? [word.slice(2)] : []),
          ...(at + 1 < words.length ? [`${word} ${words[at + 1]}`] : []),
        ]),
      ),
    ),
  ),
]

describe(`${phrases.length} phrases in ${texts.length} mails`, () => {
  it('are found in just those mails in which a reader letter by letter finds them', () => {
    const matches = phrases.map((phrase) => ({ words: [phrase] }))
    const sought = phrases.map(inAHurry)
    for (const [index, text] of texts.entries()) {
      const found = [...matching(matches, mailOf(text), 'from')].map((match) => phrases[match.index])
      expect(found).toEqual(phrases.filter((_, at) => standsIn(inShort[index] ?? '', sought[at] ?? '')))
    }
  })

  it('and some of them, looked for one by one, in as many mails', () => {
    for (const phrase of phrases.filter((_, index) => index % 97 === 0)) {
      const matches = [{ words: [phrase] }]
      const count = texts.filter((text) => firstMatch(matches, mailOf(text), 'from') !== null).length
      expect(count).toBe(inShort.filter((text) => standsIn(text, inAHurry(phrase))).length)
    }
  })
})

it.each([
  ['paket', ['de', 'nl', 'sv', 'tr', 'id', 'fi']],
  ['colis', ['fr']],
  ['荷物', ['ja']],
  ['พัสดุ', ['th']],
  ['택배', ['ko']],
  ['包裹', ['zh']],
])('%s is a word of some languages only', (word, languages) => {
  const found = Object.entries(mails).filter(([, some]) =>
    some.some((text) => firstMatch([{ words: [word] }], mailOf(text), 'from') !== null),
  )
  expect(found.length).toBeGreaterThan(0)
  for (const [language] of found) expect(languages).toContain(language)
})
