import { getOrCompute } from './remember'

/** Marks that people leave out when they write, and signs that nobody sees; not the marks that make Japanese sounds. */
const leftOut = /(?![\u3099\u309a])(?=\p{M})[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}]|\p{Cf}/gu

/** Letters of which no decomposition of Unicode's makes the plain ones that people write instead. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ς: 'σ',
  '\u2018': "'",
  '\u2019': "'",
}
const withPlainLetter = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g')

/** Text without case, accents, curly apostrophes and runs of white space: equal when people would call it equal. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(leftOut, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(withPlainLetter, (letter) => plainLetters[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()

/** Letters of scripts that put no spaces between words. */
const spaceless = String.raw`[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}]`

/**
 * Where a phrase may begin in folded text: at a letter or digit that follows neither, anywhere in scripts without
 * spaces, and at any other character.
 */
const wordStarts = new RegExp(
  String.raw`(?<!(?!${spaceless})[\p{L}\p{M}\p{N}])[\p{L}\p{N}]|${spaceless}|[^\p{L}\p{M}\p{N}\s]`,
  'gu',
)

const startsOf = (text: string): number[] => Array.from(text.matchAll(wordStarts), ({ index }) => index)

/**
 * Phrases are looked up by their first characters and then whole, so that a text costs the same whether ten or ten
 * thousand are looked for.
 */
const KEY_LENGTH = 3

/** Which of many phrases stand in a text. `phrases` and text are folded; the answer holds phrases as given. */
export const phraseFinder = (phrases: Iterable<string>): ((text: string) => ReadonlySet<string>) => {
  const wanted = new Set(phrases)
  const lengthsByKey = new Map<string, Set<number>>()
  for (const phrase of wanted)
    getOrCompute(lengthsByKey, phrase.slice(0, KEY_LENGTH), () => new Set()).add(phrase.length)
  return (text) => {
    const found = new Set<string>()
    for (const at of startsOf(text))
      for (let keyLength = 1; keyLength <= KEY_LENGTH; keyLength++)
        for (const length of lengthsByKey.get(text.slice(at, at + keyLength)) ?? []) {
          const phrase = text.slice(at, at + length)
          if (wanted.has(phrase)) found.add(phrase)
        }
    return found
  }
}
