import { codeOf } from '../../store/open'

/** What an address answered, wherever it leads; `code` tells why nothing came. */
export type Reply =
  | { kind: 'answered'; status: number; headers: Headers; text: string }
  | { kind: 'failed'; code: string }

export type Reach = (url: string, init?: RequestInit) => Promise<Reply>

export const createReach =
  (patienceMs: number): Reach =>
  async (url, init = {}) => {
    try {
      const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patienceMs) })
      return { kind: 'answered', status: response.status, headers: response.headers, text: await response.text() }
    } catch (error) {
      return { kind: 'failed', code: codeOf(error) }
    }
  }

const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname)

/** Without user and password. */
export const sayAddress = (url: string): string => {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname === '/' ? '' : pathname}`
}

export const sayReply = (reply: Reply): string => {
  if (reply.kind === 'failed')
    return reply.code === 'TimeoutError' ? 'does not answer in time' : `fails (${reply.code})`
  const target = reply.headers.get('location')
  return target === null ? `answers ${reply.status}` : `answers ${reply.status} and leads to ${target.slice(0, 200)}`
}
