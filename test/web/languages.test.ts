import { describe, expect, it } from 'vitest'
import { ar } from '../../web/text/ar'
import { de } from '../../web/text/de'
import { first } from '../../web/text/en/first'
import { more } from '../../web/text/en/more'

const COUNTS = [0, 1, 2, 3, 11, 100]

/** Every text of a catalogue with its place; one that counts is asked with each number. */
const textsOf = (node: unknown, place: string): [string, string][] => {
  if (typeof node === 'string') return [[place, node]]
  if (typeof node === 'function')
    return COUNTS.flatMap((count) => textsOf(node(...Array(node.length).fill(count)), `${place} ${count}`))
  return Object.entries(node as object).flatMap(([name, child]) => textsOf(child, `${place}.${name}`))
}

const english = new Map([...textsOf(first, 'first'), ...textsOf(more, 'more')])

/** Texts that are rightly the same in both languages. */
const SAME = /moments\.|Normal$|seconds|signIn\.code|more\.urgency|note\.timeAndUrgency/

describe.each([
  ['German', de],
  ['Arabic', ar],
])('%s', (_, language) => {
  const texts = new Map([...textsOf(language.first, 'first'), ...textsOf(language.more, 'more')])

  it('says all that English says, and nothing in English', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort())
    const left = [...texts].filter(
      ([place, text]) => text === english.get(place) && /\p{L}/u.test(text) && !SAME.test(place),
    )
    expect(left).toEqual([])
  })

  it('leaves no text empty', () => {
    expect([...texts].filter(([, text]) => text.trim() === '' || text.includes('undefined'))).toEqual([])
  })
})

it('counts in Arabic as Arabic does', () => {
  const said = [1, 2, 3, 11].map((count) => ar.more.several.title(count))
  expect(new Set(said).size).toBe(4)
})
