import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/** Answers 413 instead of reading a body that is too large, however it is sent. */
export const limitBody = (maxBytes: number, refuse: (c: Context) => Response): MiddlewareHandler => {
  const onError = (c: Context) => {
    // What is left of the body is not read, so nothing else can come over this connection.
    c.header('connection', 'close')
    return refuse(c)
  }
  const countWhileReading = bodyLimit({ maxSize: maxBytes, onError })
  return async (c, next) => {
    // The HTTP parser holds a sender to the length they state; who states none is counted, at the price of a stream.
    const stated = c.req.header('content-length')
    if (stated === undefined) return countWhileReading(c, next)
    return Number(stated) > maxBytes ? onError(c) : next()
  }
}
