import * as z from 'zod'
import { BUILD_HEADER } from '../../../shared/panel-api'
import { isLoopback, type Reach, type Reply } from './reach'

/** Where Baton was found to run. */
export interface Standing {
  /** What PUBLIC_URL answered when asked whether it is alive. */
  atPublic: Reply
  /** It is Baton that answers there. */
  isPublic: boolean
  /** There, or where this machine's HOST and PORT are. */
  isRunning: boolean
  /** Which build answers at PUBLIC_URL; null: none, or one that does not say. */
  build: string | null
}

const Alive = z.object({ alive: z.literal(true) })

const isBaton = (reply: Reply): boolean => {
  if (reply.kind === 'failed' || reply.status !== 200) return false
  try {
    return Alive.safeParse(JSON.parse(reply.text)).success
  } catch {
    return false
  }
}

const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }

const addressHere = ({ host, port }: { host: string; port: number }): string => {
  const shown = everywhere[host] ?? (host.includes(':') ? `[${host}]` : host)
  return `http://${shown}:${port}`
}

/** Finds out whether Baton runs, and whether PUBLIC_URL leads to it. */
export const lookForBaton = async (
  reach: Reach,
  publicUrl: string,
  config: { host: string; port: number },
): Promise<Standing> => {
  const atPublic = await reach(`${publicUrl}/healthz`)
  const isPublic = isBaton(atPublic)
  const isHere = isPublic || (config.port !== 0 && isBaton(await reach(`${addressHere(config)}/healthz`)))
  const build = isPublic && atPublic.kind === 'answered' ? atPublic.headers.get(BUILD_HEADER) : null
  return { atPublic, isPublic, isRunning: isHere, build }
}

/** Missive cannot call this machine's own loopback, unless it runs on it too, as in tests. */
export const isOutOfReach = (publicUrl: string, apiUrl: string): boolean => isLoopback(publicUrl) && !isLoopback(apiUrl)
