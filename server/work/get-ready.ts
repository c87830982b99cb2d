import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND } from '../clock'
import { StartError } from '../errors'
import type { Logger } from '../log'
import type { Briefing } from './briefing'

const AGAIN_MS = 5 * SECOND

export interface GetReadyDeps {
  briefing: Briefing
  /** Reads what is open in Missive. */
  importOpen: () => Promise<void>
  log: Logger
  stopping: AbortSignal
}

export interface GettingReady {
  /** Resolves when people, rules and what is open are known; rejects with a `StartError` that does not go away by itself. */
  ready: Promise<void>
  isReady: () => boolean
  /** Why it is not ready yet, in a sentence; null: it goes on, or is ready. */
  trouble: () => string | null
}

/** Nothing is routed before people, rules and what is open are known. A Missive that is down is asked again. */
export const getReady = ({ briefing, importOpen, log, stopping }: GetReadyDeps): GettingReady => {
  let isReady = false
  let trouble: string | null = null

  const attempt = async (): Promise<void> => {
    await briefing.read()
    await importOpen()
    isReady = true
    trouble = null
  }

  const keepTrying = async (): Promise<void> => {
    const isKnown = await briefing.recall()
    while (!stopping.aborted)
      try {
        return await attempt()
      } catch (error) {
        if (stopping.aborted) return
        if (!isKnown && error instanceof StartError && !error.isPassing) throw error
        const before = trouble
        trouble = error instanceof StartError ? error.message : 'What is open in Missive could not be read.'
        if (trouble !== before) log.error({ err: error }, 'Missive could not be read; it is tried again')
        await sleep(AGAIN_MS, undefined, { signal: stopping }).catch(() => {})
      }
  }

  return { ready: keepTrying(), isReady: () => isReady, trouble: () => trouble }
}
