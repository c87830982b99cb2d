import * as z from 'zod/mini'

/** A moment: an ISO 8601 string in UTC on the wire and in JSON columns, a `Date` everywhere else. */
export const Instant = z.pipe(
  z.iso.datetime(),
  z.transform((text) => new Date(text)),
)
