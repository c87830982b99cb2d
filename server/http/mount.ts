import type { Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type * as z from 'zod/mini'
import { type Api, api, type Endpoint } from '../../shared/api'
import type { Reader } from '../actions/rights'
import { requireRight } from '../actions/rights'
import { AppError } from '../errors'
import { parseJson } from '../missive/json'
import { limitBody } from './limit-body'

export const SESSION_COOKIE = 'baton_session'
const LONGEST_BODY_BYTES = 1024 * 1024

/** What a handler is given; `reader` is null only where the endpoint is open. */
export interface ApiRequest<E extends Endpoint> {
  params: z.output<E['params']>
  body: z.output<E['body']>
  reader: E['right'] extends 'open' ? Reader | null : Reader
  token: string | null
  c: Context
}

export type Handlers = {
  [Name in keyof Api]: (request: ApiRequest<Api[Name]>) => Promise<z.output<Api[Name]['reply']>>
}

export interface MountDeps {
  handlers: Handlers
  /** Who holds this token; null when the session ended. */
  readerOf: (token: string) => Promise<Reader | null>
  /** Where people reach this server. */
  publicOrigin: () => string
}

/**
 * Every row of the endpoint table becomes a route: length, session, right and shape are judged here, in this order, for
 * all. What the table does not have is answered as an error like any other.
 */
export const mountApi = (app: Hono, { handlers, readerOf, publicOrigin }: MountDeps): void => {
  const methodsByPath = new Map<string, string[]>()
  for (const name of Object.keys(api) as (keyof Api)[]) {
    const endpoint: Endpoint = api[name]
    const handle = handlers[name] as (request: ApiRequest<Endpoint>) => Promise<unknown>
    const [path = '', query = ''] = endpoint.path.split('?')
    const inQuery = [...query.matchAll(/:(\w+)/g)].map(([, parameter = '']) => parameter)
    app.on(endpoint.method, path, limitBody(endpoint.longestBodyBytes ?? LONGEST_BODY_BYTES, tooLong), async (c) => {
      const credential = credentialOf(c)
      if (credential?.isCookie && endpoint.method !== 'GET') requireSameOrigin(c, publicOrigin())
      const reader = credential && (await readerOf(credential.token))
      if (endpoint.right !== 'open') {
        if (!reader) throw new AppError('signed_out', 'You are signed out. Sign in again.')
        requireRight(reader, endpoint.right)
      }
      const asked = Object.fromEntries(inQuery.map((parameter) => [parameter, c.req.query(parameter) ?? '']))
      const params = parse(endpoint.params, { ...asked, ...c.req.param() })
      const body = parse(endpoint.body, endpoint.method === 'GET' ? {} : await readBody(c))
      const reply = await handle({ params, body, reader: reader as Reader, token: credential?.token ?? null, c })
      return c.json(reply as Record<string, unknown>)
    })
    methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), endpoint.method])
  }
  for (const [path, methods] of methodsByPath) app.all(path, otherMethod(methods))
  app.all('/api/*', () => {
    throw new AppError('not_found', 'Baton has nothing at this address. Reload the page and try again.')
  })
}

const tooLong = (c: Context): Response =>
  c.json({ error: { code: 'bad_request', message: 'This is too much text at once. Shorten it and try again.' } }, 413)

/** Answers every method but these. */
export const otherMethod =
  (methods: readonly string[]) =>
  (c: Context): Response => {
    c.header('allow', methods.join(', '))
    const message = `This address takes ${methods.join(' and ')} alone.`
    return c.json({ error: { code: 'bad_request', message } }, 405)
  }

const credentialOf = (c: Context): { token: string; isCookie: boolean } | null => {
  const bearer = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (bearer) return { token: bearer, isCookie: false }
  const cookie = getCookie(c, SESSION_COOKIE)
  return cookie ? { token: cookie, isCookie: true } : null
}

/** A browser names the page that calls; only our own may change something with the cookie it sends along. */
export const requireSameOrigin = (c: Context, publicOrigin: string): void => {
  const origin = c.req.header('origin')
  if (origin === publicOrigin || origin === new URL(c.req.url).origin) return
  throw new AppError('cross_origin', 'This must be done from Baton’s own page. Open it and try again.')
}

const parse = <T extends z.ZodMiniType>(shape: T, value: unknown): z.output<T> => {
  const parsed = shape.safeParse(value)
  if (parsed.success) return parsed.data
  const { issues } = parsed.error
  for (const issue of issues)
    if (issue.code === 'too_big' && issue.origin === 'string')
      throw new AppError(
        'bad_request',
        `Something here is too long: at most ${issue.maximum} characters fit. Shorten it and try again.`,
      )
  const fields = issues.map((issue) => issue.path.join('.') || 'the whole').slice(0, 5)
  throw new AppError(
    'bad_request',
    `This could not be read: ${[...new Set(fields)].join(', ')}. Reload the page and try again.`,
  )
}

const readBody = async (c: Context): Promise<unknown> => {
  const text = await c.req.text()
  if (text === '') return {}
  try {
    return parseJson(text)
  } catch {
    throw new AppError('bad_request', 'This is not JSON.')
  }
}
