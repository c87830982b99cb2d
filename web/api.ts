import * as z from 'zod/mini'
import type { Answered, Whole } from '../shared/api'
import { type Guard, GuardedReply } from '../shared/guard-api'
import type { NoteField } from '../shared/note'
import { BUILD_HEADER, ErrorReply } from '../shared/panel-api'
import { t } from './text/language'

/** A call gives up after this long; the server may still have done what was asked. */
const GIVE_UP_AFTER_MS = 20_000

/** `offline`: nothing answered. `unreadable`: what answered does not speak as this page does. The rest are the server's. */
export interface Problem {
  code: ErrorReply['error']['code'] | 'offline' | 'unreadable'
  /** A sentence that a person can act on. */
  message: string
  missing: NoteField[]
  /** What must be acknowledged first. */
  guards: Guard[]
}

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem }

/** Asks the server. Never rejects: what went wrong is part of the answer. */
export type Call = <E extends Answered>(
  endpoint: E,
  params: z.input<Whole<E>['params']>,
  body: z.infer<Whole<E>['body']>,
) => Promise<Answer<z.infer<E['reply']>>>

export interface CallDeps {
  fetch: typeof fetch
  /** The panel's bearer; null where a cookie holds the session. */
  token: () => string | null
  /** Told for every answer of the server: its build (null when it does not say) and its clock (null: unknown). */
  onAnswer: (build: string | null, at: Date | null) => void
  /** The server does not know the session that was sent. */
  onSignedOut: () => void
}

const problem = (
  code: Problem['code'],
  message: string,
  missing: NoteField[] = [],
  guards: Guard[] = [],
): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { code, message, missing, guards },
})

const offline = () => problem('offline', t().problems.offline)
const unreadable = () => problem('unreadable', t().problems.unreadable)

const fillPath = (path: string, params: Record<string, string>): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

const headersFor = (token: string | null, hasBody: boolean): Record<string, string> => ({
  ...(hasBody ? { 'content-type': 'application/json' } : {}),
  ...(token ? { authorization: `Bearer ${token}` } : {}),
})

const serverTime = (response: Response): Date | null => {
  const at = new Date(response.headers.get('date') ?? Number.NaN)
  return Number.isNaN(+at) ? null : at
}

const readError = (status: number, content: unknown): { ok: false; problem: Problem } => {
  const reply = z.safeParse(ErrorReply, content)
  if (reply.success) {
    const { code, message, missing } = reply.data.error
    return problem(code, message, missing, z.safeParse(GuardedReply, content).data?.error.guards)
  }
  return status >= 500 ? offline() : unreadable()
}

export const createCall = ({ fetch, token, onAnswer, onSignedOut }: CallDeps): Call => {
  const send = (endpoint: Answered, path: string, bearer: string | null, body: unknown) => {
    const hasBody = endpoint.method === 'POST'
    return fetch(path, {
      method: endpoint.method,
      headers: headersFor(bearer, hasBody),
      body: hasBody ? JSON.stringify(body) : null,
      credentials: bearer ? 'omit' : 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(GIVE_UP_AFTER_MS),
    })
  }

  return async (endpoint, params, body) => {
    const bearer = token()
    const path = fillPath(endpoint.path, params as Record<string, string>)
    const response = await send(endpoint, path, bearer, body).catch(() => null)
    if (!response) return offline()
    onAnswer(response.headers.get(BUILD_HEADER), serverTime(response))
    const content: unknown = await response.json().catch(() => undefined)
    if (response.ok) {
      const reply = z.safeParse(endpoint.reply, content)
      return reply.success ? { ok: true, value: reply.data as never } : unreadable()
    }
    const failed = readError(response.status, content)
    // Somebody may have signed in anew since this was sent.
    if (failed.problem.code === 'signed_out' && bearer === token()) onSignedOut()
    return failed
  }
}
