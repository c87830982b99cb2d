import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { detectLanguage } from '../../server/routing/language'

const mails: Record<string, string[]> = JSON.parse(
  readFileSync(new URL('../fixtures/languages/mails.json', import.meta.url), 'utf8'),
)
/** Not among the languages that the detector knows. */
const { id: indonesian = [], ...known } = mails
const all = Object.entries(known).flatMap(([language, texts]) => texts.map((text) => ({ language, text })))

/** What customers' programs put around a text. */
const AROUND: [string, (text: string) => [string | null, string | null]][] = [
  ['as a preview', (text) => [null, text]],
  ['as a subject', (text) => [text, null]],
  ['after "Re:" and a number', (text) => ['Re: Fwd: [#A-4411-992]', text]],
  ['before a link', (text) => [null, `${text} https://shop.example/track?order=8KX2-99102-AA&lang=en`]],
  ['after an address', (text) => [null, `<dana.whitfield@customer.example> ${text}`]],
]

describe.each(AROUND)('the language of a text of 40 characters and more, %s', (_, around) => {
  const detected = all.map(({ language, text }) => ({ language, found: detectLanguage(...around(text)) }))

  it.each(Object.keys(known))('%s is found in 95 %% of its texts, and 95 %% of what is found is right', (language) => {
    const texts = detected.filter((mail) => mail.language === language)
    const right = texts.filter(({ found }) => found === language).length
    const claimed = detected.filter(({ found }) => found === language).length
    expect(right / texts.length).toBeGreaterThanOrEqual(0.95)
    expect(right / claimed).toBeGreaterThanOrEqual(0.95)
  })
})

describe('the language is unknown', () => {
  it.each([
    ['of a text of less than 40 characters', 'Where is my parcel?', 'I still wait for it'],
    ['of a text that is short but for a link', 'Where?', 'https://shop.example/where-is-my-parcel-i-still-wait-for-it'],
    ['of an address', null, 'dana.whitfield.of.the.customer.relations.team@customer.example'],
    ['of numbers and codes', 'Order 20391 / 4411', '882-99 / 2026-11-03 / INV-0091 / SKU 88-AA'],
    ['of signs', null, '🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉 🎉'],
    ['of a token', null, 'eyJhbGciOiJIUzIWNiIsInRFcCIQIkpXVCJS eyJzdWIiOiIxMjMONTYXODkwInO'],
    ['of nothing', null, null],
    ['of Wolof', null, 'Dama bëgga xam naka laa mëna ubbee benn kont ci seen bank bi, jërëjëf.'],
    ['of Wolof', null, 'Sama kàrt bi demul ndax dañu ko sàcc, lu ma war a def léegi ngir taxawal ko?'],
    ['of Welsh', null, 'Ble mae fy mharsel i? Roedd i fod i gyrraedd ddydd Llun ond dydy e ddim wedi dod.'],
    ['of Swahili', null, 'Kifurushi changu kiko wapi? Kilitakiwa kufika Jumatatu lakini bado sijakipata.'],
  ])('%s', (_, subject, preview) => {
    expect(detectLanguage(subject, preview)).toBeNull()
  })

  it.each(indonesian)('of Indonesian, which is not told apart from Malay: %s', (text) => {
    expect(detectLanguage(null, text)).toBeNull()
  })
})

it('is looked for in subject and preview together', () => {
  expect(detectLanguage('Wo bleibt mein Paket?', 'Ich warte schon seit Montag')).toBe('de')
})
