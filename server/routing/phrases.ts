/** Text without case, accents, curly apostrophes and runs of white space: equal when people would call it equal. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u2018\u2019]/g, "'")
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ς', 'σ')
    .replace(/\s+/g, ' ')
    .trim()

/** Where a phrase may begin in folded text: at a letter or digit that follows neither, and at any other character. */
const wordStarts = /(?<![\p{L}\p{N}])[\p{L}\p{N}]|[^\p{L}\p{N}\s]/gu

const startsOf = (text: string): number[] => Array.from(text.matchAll(wordStarts), ({ index }) => index)

/**
 * Phrases are found by their first characters, so that a text costs the same whether ten or ten thousand are looked
 * for.
 */
const KEY_LENGTH = 3

/** Which of many phrases stand in a text. `phrases` and text are folded; the answer holds phrases as given. */
export const phraseFinder = (phrases: Iterable<string>): ((text: string) => ReadonlySet<string>) => {
  const byKey = new Map<string, string[]>()
  for (const phrase of new Set(phrases)) {
    const key = phrase.slice(0, KEY_LENGTH)
    byKey.set(key, [...(byKey.get(key) ?? []), phrase])
  }
  return (text) => {
    const found = new Set<string>()
    for (const at of startsOf(text))
      for (let length = 1; length <= KEY_LENGTH; length++)
        for (const phrase of byKey.get(text.slice(at, at + length)) ?? [])
          if (text.startsWith(phrase, at)) found.add(phrase)
    return found
  }
}
