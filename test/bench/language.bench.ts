import { readFileSync } from 'node:fs'
import { it } from 'vitest'
import { detectLanguage } from '../../server/routing/language'
import { median, print, quantile } from './support'

const ROUNDS = 20

const mails: string[] = Object.values<string[]>(
  JSON.parse(readFileSync('test/fixtures/languages/mails.json', 'utf8')),
).flat()

const timed = (detect: () => void): number => {
  const started = performance.now()
  detect()
  return performance.now() - started
}

const measure = (around: (text: string) => [string | null, string]) => {
  const times = Array.from({ length: ROUNDS }, () =>
    mails.map((text) => {
      const mail = around(text)
      return timed(() => detectLanguage(...mail))
    }),
  ).flat()
  return [median(times), quantile(times, 0.95)]
}

it('detects languages', () => {
  const memoryBefore = process.memoryUsage.rss()
  const loading = timed(() => detectLanguage(null, mails[0] ?? ''))
  const megabytes = (process.memoryUsage.rss() - memoryBefore) / 1e6
  print(`The language of a mail, ${mails.length} mails in ${ROUNDS} rounds, ms`, [
    ['', 'median', 'p95'],
    ['subject or preview alone', ...measure((text) => [null, text])],
    ['both, 140 characters of preview', ...measure((text) => [text, text.repeat(4).slice(0, 140)])],
    ['a preview of 20,000 characters', ...measure((text) => [text, text.repeat(500).slice(0, 20_000)])],
    ['too short to tell', ...measure((text) => [null, text.slice(0, 30)])],
  ])
  print('The first mail, which loads the detector', [
    ['', 'ms', 'MB'],
    ['once', loading, megabytes],
  ])
})
