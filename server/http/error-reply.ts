import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ErrorCode } from '../../shared/api'
import { AppError } from '../errors'
import type { Logger } from '../log'

const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  not_found: 404,
  signed_out: 401,
  not_allowed: 403,
  bad_request: 422,
  not_ready: 422,
  guarded: 409,
  no_authority: 403,
  teammate_unknown: 422,
  closed: 409,
  changed_meanwhile: 409,
  too_late: 409,
  wrong_code: 401,
  too_many_codes: 429,
  sign_in_unavailable: 503,
  cross_origin: 403,
  unavailable: 503,
  internal: 500,
}

/** Whoever asks may go away in the middle of what they send: a phone without a network is no fault of ours. */
const isGone = (error: Error, c: Context): boolean =>
  c.req.raw.signal.aborted && (error as { code?: unknown }).code === 'ECONNRESET'

/** An error that a caller can act on says so; anything else is a bug, and goes to the log. */
export const createErrorReply =
  (log: Logger) =>
  (error: Error, c: Context): Response => {
    if (error instanceof AppError) {
      const { code, message, details } = error
      return c.json({ error: { code, message, ...details } }, STATUS[code])
    }
    if (isGone(error, c)) return c.body(null, 400)
    log.error({ err: error, path: c.req.routePath }, 'A request failed')
    const message = 'Something went wrong in Baton. What you wrote is still here: try again in a moment.'
    return c.json({ error: { code: 'internal', message } }, 500)
  }
