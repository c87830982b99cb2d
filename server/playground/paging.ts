import { Refusal } from './refusal'

export interface UntilPage {
  /** How many rows a page should hold; it may hold more. */
  limit: number
  /** Unix seconds, itself included; null: from the newest. */
  until: number | null
}

/**
 * A page of Missive's *until* family, newest first. Rows of one second are never torn apart, and a page reaches past the
 * second it starts in, so that a caller who passes on the oldest row's time always gets further (and meets that row again).
 */
export const pageUntil = <Row>(rows: Row[], secondOf: (row: Row) => number, { limit, until }: UntilPage): Row[] => {
  const upTo = rows.filter((row) => until === null || secondOf(row) <= until).reverse()
  upTo.sort((one, other) => secondOf(other) - secondOf(one))
  const seconds = upTo.map(secondOf)
  let end = Math.min(limit, upTo.length)
  while (end < upTo.length && (seconds[end] === seconds[end - 1] || seconds[end - 1] === seconds[0])) end += 1
  return upTo.slice(0, end)
}

type Query = (name: string) => string | undefined

const wholeNumber = (query: Query, name: string): number | null => {
  const text = query(name)
  if (text === undefined) return null
  if (!/^\d+$/.test(text)) throw new Refusal(400, `'${name}' must be an integer`)
  return Number(text)
}

export const limitFrom = (query: Query, allowed: { usual: number; min: number; max: number }): number => {
  const limit = wholeNumber(query, 'limit') ?? allowed.usual
  if (limit < allowed.min) throw new Refusal(400, `min 'limit' value is ${allowed.min}`)
  if (limit > allowed.max) throw new Refusal(400, `max 'limit' value is ${allowed.max}`)
  return limit
}

export const untilFrom = (query: Query): number | null => wholeNumber(query, 'until')

/** A page of Missive's *offset* family. */
export const pageOffset = <Row>(rows: Row[], query: Query): Row[] => {
  const offset = wholeNumber(query, 'offset') ?? 0
  return rows.slice(offset, offset + limitFrom(query, { usual: 50, min: 1, max: 200 }))
}
