import { loadLate } from './load-late'

const detector = loadLate<typeof import('eld/extrasmall')>('eld/extrasmall')

const FEWEST_CHARACTERS = 40
/** Of so many characters, fewer letters are numbers and codes rather than sentences. */
const FEWEST_LETTERS = 25
const MOST_CHARACTERS = 1000

const TOKEN = /[!-~]+/g
const ADDRESS = /@|:\/\/|^www\./i
const CODE = /\d/
const LETTER = /[\p{L}\p{M}]/gu

const without = (text: string, unspoken: RegExp): string =>
  text.replace(TOKEN, (token) => (unspoken.test(token) ? '' : token))

/** The detector does not know Indonesian, and takes it for Malay. */
const NOT_TOLD_APART = ['ms']

/**
 * The language of a mail in ISO 639-1 (Norwegian is `no`); null: unknown, because there is too little text, not
 * counting addresses, or because the detector is not sure. The first call loads the detector.
 */
export const detectLanguage = (subject: string | null, preview: string | null): string | null => {
  const mail = `${subject ?? ''} ${preview ?? ''}`.slice(0, MOST_CHARACTERS)
  const text = without(mail, ADDRESS).replace(/\s+/g, ' ').trim()
  if (text.length < FEWEST_CHARACTERS) return null
  const words = without(text, CODE)
  if ((words.match(LETTER)?.length ?? 0) < FEWEST_LETTERS) return null
  const found = detector().eld.detect(words)
  return found.isReliable() && !NOT_TOLD_APART.includes(found.language) ? found.language : null
}
