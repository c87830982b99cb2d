import type { Match } from '../../routing/facts'
import { fold, phraseFinder } from '../../routing/phrases'

/** One condition with one value: `words` "refund". */
type Atom = readonly [key: keyof Match, value: unknown]

/** All of its conditions hold, and none of what it excludes. */
interface Case {
  holds: readonly Atom[]
  excludes: readonly Match[]
}

/** A match that falls into more cases is not looked into. */
const MOST_CASES = 5000

const always: Case = { holds: [], excludes: [] }

const both = (a: Case, b: Case): Case => ({ holds: [...a.holds, ...b.holds], excludes: [...a.excludes, ...b.excludes] })

const product = (some: readonly Case[] | null, others: readonly Case[] | null): Case[] | null =>
  some && others && some.length * others.length <= MOST_CASES
    ? some.flatMap((one) => others.map((other) => both(one, other)))
    : null

const union = (branches: readonly (readonly Case[] | null)[]): Case[] | null =>
  branches.every((branch) => branch !== null) ? branches.flat() : null

const casesOfKey = (key: keyof Match, value: unknown): Case[] | null => {
  switch (key) {
    case 'any':
      return union((value as Match[]).map(casesOf))
    case 'all':
      return (value as Match[]).map(casesOf).reduce(product, [always])
    case 'not':
      return [{ holds: [], excludes: [value as Match] }]
    default:
      return (Array.isArray(value) ? value : [value]).map((each) => ({ holds: [[key, each]], excludes: [] }))
  }
}

/** The cases in which a match holds, of which one is enough; null: too many. */
const casesOf = (match: Match): Case[] | null =>
  (Object.entries(match) as [keyof Match, unknown][])
    .map(([key, value]) => casesOfKey(key, value))
    .reduce<Case[] | null>(product, [always])

/** Whether text that holds one phrase holds another: "money back" holds "money", "back" and "mon". */
const holdsPhrase = (phrase: string, other: string): boolean => phraseFinder([other])(phrase).has(other)

/** Whether whatever has `value` at a key has `wanted` there too, both folded; other keys: when they are equal. */
const impliedBy: { [Key in keyof Match]?: (value: string, wanted: string) => boolean } = {
  words: holdsPhrase,
  subject: holdsPhrase,
  from: (value, wanted) => value.startsWith(wanted),
  to: (value, wanted) => value.startsWith(wanted),
  phone: (value, wanted) => value.startsWith(wanted),
  domain: (value, wanted) => value === wanted || value.endsWith(`.${wanted}`),
}

const entails = ([key, value]: Atom, wantedKey: keyof Match, wanted: unknown): boolean => {
  const isSubjectForWords = key === 'subject' && wantedKey === 'words'
  if (key !== wantedKey && !isSubjectForWords) return false
  if (key === 'messages') return Number(value) >= Number(wanted)
  if (typeof value !== 'string' || typeof wanted !== 'string') return value === wanted
  const implies = impliedBy[key] ?? ((one: string, other: string) => one === other)
  return implies(fold(value), fold(wanted))
}

const holdsIn = (within: Case, key: keyof Match, value: unknown): boolean => {
  switch (key) {
    case 'any':
      return (value as Match[]).some((match) => isMet(within, match))
    case 'all':
      return (value as Match[]).every((match) => isMet(within, match))
    case 'not':
      return within.excludes.some((excluded) => takesAll([excluded], value as Match))
    default:
      return (Array.isArray(value) ? value : [value]).some((wanted) =>
        within.holds.some((atom) => entails(atom, key, wanted)),
      )
  }
}

const isMet = (within: Case, match: Match): boolean =>
  (Object.entries(match) as [keyof Match, unknown][]).every(([key, value]) => holdsIn(within, key, value))

/** Whether whatever `match` takes, one of the earlier ones takes first. Only what is certain: else false. */
export const takesAll = (earlier: readonly Match[], match: Match): boolean => {
  const cases = casesOf(match)
  return cases?.every((one) => earlier.some((before) => isMet(one, before))) ?? false
}
