import * as z from 'zod'
import type { ConversationId, MissiveTeamId } from '../../shared/ids'
import { parseJson } from './json'
import {
  ConversationPayload,
  MessagePayload,
  OrganizationRow,
  PostReply,
  PostRow,
  ResponseRow,
  TeamRow,
  UserRow,
} from './payloads'

/**
 * What became of a call. `limited`: over the rate limit, nothing was done. `refused`: will not work as it is.
 * `locked out`: the token is not accepted. `failed`: may work later; `write` says what became of it if it was one.
 */
export type Answer<T> =
  | { kind: 'ok'; value: T }
  | { kind: 'limited'; retryAfterMs: number }
  | { kind: 'refused'; status: number; reason: string }
  | { kind: 'locked out'; reason: string }
  | { kind: 'failed'; reason: string; write: FailedWrite }

/** `not taken`: it never arrived. `perhaps taken`: Missive answered, but not what. `may still land`: it never answered. */
export type FailedWrite = 'not taken' | 'perhaps taken' | 'may still land'

export type CallStatus = number | 'unreachable'

export interface MissiveClientOptions {
  apiUrl: string
  token: string
  /** Called once for each call; `headers` null: there was no answer. */
  onCall: (status: CallStatus, headers: Headers | null) => void
}

/** Body of `POST /posts` (Missive REST API, *Posts*). */
export interface PostBody {
  conversation?: ConversationId
  references?: string[]
  conversation_subject?: string
  organization: string
  markdown: string
  notification: { title: string; body: string }
  username: string
  add_users?: string[]
  add_assignees?: string[]
  remove_assignees?: string[]
  team?: string
  add_to_team_inbox?: boolean
  add_to_inbox?: boolean
  conversation_color?: string
  close?: boolean
  reopen: boolean
}

/** How long a call may take; what has not landed by then is taken never to land. */
export const CALL_TIMEOUT_MS = 30_000

/** It is not there, or not for Baton's own user (Missive REST API, *Success and error shapes*). */
export const OUT_OF_SIGHT = [403, 404, 410]

const PAGE = 50
const OFFSET_PAGE = 200
const RETRY_AFTER_UNSTATED_MS = 60_000

export const createMissiveClient = ({ apiUrl, token, onCall }: MissiveClientOptions) => {
  const send = async <T>(method: string, path: string, shape: z.ZodType<T>, body?: unknown): Promise<Answer<T>> => {
    let response: Response
    let text: string
    try {
      response = await fetch(`${apiUrl}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        body: body ? JSON.stringify(body) : null,
        signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
        redirect: 'error',
      })
      text = await response.text()
    } catch (error) {
      onCall('unreachable', null)
      return {
        kind: 'failed',
        reason: sayNetworkError(error),
        write: neverArrived(error) ? 'not taken' : 'may still land',
      }
    }
    onCall(response.status, response.headers)
    return response.ok ? understand(text, shape) : turnedAway(response, text)
  }

  const get = <T>(path: string, query: Record<string, string>, shape: z.ZodType<T>) =>
    send('GET', `${path}?${new URLSearchParams(query)}`, shape)

  return {
    organizations: (offset: number) =>
      get('/organizations', offsetQuery(offset), z.object({ organizations: z.array(OrganizationRow) })),
    users: (organization: string, offset: number) =>
      get('/users', { organization, ...offsetQuery(offset) }, z.object({ users: z.array(UserRow) })),
    teams: (organization: string, offset: number) =>
      get('/teams', { organization, ...offsetQuery(offset) }, z.object({ teams: z.array(TeamRow) })),

    /** A team's conversations, newest activity first; `until` is the oldest `last_activity_at` seen so far, Unix seconds. */
    teamConversations: (team: MissiveTeamId, until: number | null) =>
      get(
        '/conversations',
        { team_all: team, limit: String(PAGE), ...(until === null ? {} : { until: String(until) }) },
        z.object({ conversations: z.array(ConversationPayload) }),
      ),

    /** The first page of a mailbox of the token's owner. */
    mailbox: (name: 'assigned' | 'all') =>
      get(
        '/conversations',
        { [name]: 'true', limit: String(PAGE) },
        z.object({ conversations: z.array(ConversationPayload) }),
      ),

    /** After a merge the answer carries another id than asked for. */
    conversation: (id: ConversationId) =>
      get(
        `/conversations/${encodeURIComponent(id)}`,
        {},
        z.object({ conversations: z.array(ConversationPayload).min(1) }),
      ),

    /** The ten newest, without drafts. */
    messages: (id: ConversationId) =>
      get(`/conversations/${encodeURIComponent(id)}/messages`, {}, z.object({ messages: z.array(MessagePayload) })),

    /** The ten newest. */
    posts: (id: ConversationId) =>
      get(`/conversations/${encodeURIComponent(id)}/posts`, {}, z.object({ posts: z.array(PostRow) })),

    /** Those of the organization, and the token owner's own. */
    responses: (organization: string, offset: number) =>
      get('/responses', { organization, ...offsetQuery(offset) }, z.object({ responses: z.array(ResponseRow) })),

    post: (posts: PostBody) => send('POST', '/posts', PostReply, { posts }),
  }
}

export type MissiveClient = ReturnType<typeof createMissiveClient>

export { OFFSET_PAGE, PAGE }

const offsetQuery = (offset: number) => ({ limit: String(OFFSET_PAGE), offset: String(offset) })

/** An answer may be empty; one that is something else came from a proxy, or broke on its way. */
const understand = <T>(text: string, shape: z.ZodType<T>): Answer<T> => {
  try {
    return { kind: 'ok', value: shape.parse(text.trim() === '' ? null : parseJson(text)) }
  } catch {
    return { kind: 'failed', reason: 'Missive answered something that is not its API.', write: 'perhaps taken' }
  }
}

const turnedAway = (response: Response, text: string): Answer<never> => {
  const { status } = response
  if (status === 429) return { kind: 'limited', retryAfterMs: retryAfterMs(response.headers.get('retry-after')) }
  if (status === 401)
    return { kind: 'locked out', reason: 'Missive does not accept the API token: it was revoked or mistyped.' }
  if (status >= 500 || status === 408)
    return { kind: 'failed', reason: `Missive answered ${status}.`, write: 'perhaps taken' }
  const message = errorMessage(text)
  if (status === 404 && message === null)
    return { kind: 'refused', status, reason: 'What answers at MISSIVE_API_URL is not Missive’s API (404).' }
  return { kind: 'refused', status, reason: `Missive refused it (${status}): ${message ?? 'no reason given'}` }
}

const ErrorBody = z.object({ error: z.object({ message: z.string() }) })

/** Null: not as Missive says it. */
const errorMessage = (text: string): string | null => {
  try {
    return ErrorBody.parse(JSON.parse(text)).error.message.slice(0, 300)
  } catch {
    return null
  }
}

const retryAfterMs = (header: string | null): number => {
  const seconds = Number(header)
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : RETRY_AFTER_UNSTATED_MS
}

const codeOf = (error: unknown): string => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code
    if (typeof code === 'string') return code
  }
  return error instanceof Error ? error.name : 'unknown'
}

/** Errors that come before the first byte of a request is sent. */
const neverArrived = (error: unknown): boolean =>
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'].includes(
    codeOf(error),
  )

const sayNetworkError = (error: unknown): string =>
  codeOf(error) === 'TimeoutError' ? 'Missive did not answer in time.' : `Missive cannot be reached (${codeOf(error)}).`
