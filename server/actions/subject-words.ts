import * as stopword from 'stopword'
import type { Address } from '../../shared/message'

const FEWEST_LETTERS = 3
/** In scripts without spaces a word is short. */
const FEWEST_SIGNS = 2
const MOST_LETTERS = 40
const MOST_WORDS = 20

const SPACELESS = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmr}\p{scx=Mymr}]/u

/** Japanese writes its endings and particles so. */
const ONLY_HIRAGANA = /^\p{scx=Hira}+$/u

/** Of all languages: hardly a word that tells what mail is about is one of them elsewhere. */
const STOP_WORDS: ReadonlySet<unknown> = new Set([
  ...Object.values(stopword).flatMap((list): unknown[] => (Array.isArray(list) ? list : [])),
  // What mail programs put before a subject.
  'fwd',
  'antw',
])

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

const tidy = (text: string): string => text.normalize('NFKC').toLowerCase()

/** "l’ordre" is an article and a word. */
const wordsIn = (text: string): string[] =>
  [...segmenter.segment(tidy(text).replace(/['’]/g, ' '))].flatMap(({ isWordLike, segment }) =>
    isWordLike ? segment : [],
  )

const namesOf = (from: Address | null): Set<string> =>
  new Set([from?.name ?? '', from?.address.split('@')[0] ?? ''].flatMap((text) => tidy(text).split(/[^\p{L}\p{M}]+/u)))

const tells = (word: string): boolean =>
  !/\p{N}/u.test(word) &&
  !ONLY_HIRAGANA.test(word) &&
  word.length >= (SPACELESS.test(word) ? FEWEST_SIGNS : FEWEST_LETTERS) &&
  word.length <= MOST_LETTERS &&
  !STOP_WORDS.has(word)

/** What a subject may be about, in lower case: no stop words, numbers, short words or names of its sender; each once. */
export const subjectWords = (subject: string | null, from: Address | null): string[] => {
  const names = namesOf(from)
  const words = wordsIn(subject ?? '').filter((word) => tells(word) && !names.has(word))
  return [...new Set(words)].slice(0, MOST_WORDS)
}

/** In lower case; null: it did not come by e-mail. */
export const domainOf = (from: Address | null): string | null =>
  /@([^\s@]+\.[^\s@.]+)$/.exec(from?.address ?? '')?.[1]?.toLowerCase() ?? null
