import * as z from 'zod/mini'

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/

/** A moment: an ISO 8601 string in UTC on the wire and in JSON columns, a `Date` everywhere else. As strict as `z.iso.datetime`, and lighter. */
export const Instant = z.pipe(
  z.string(),
  z.transform((text, { issues }) => {
    const moment = new Date(text)
    if (!ISO.test(text) || Number.isNaN(+moment))
      issues.push({ code: 'custom', message: 'Not a moment in UTC', input: text })
    return moment
  }),
)
