import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect } from 'vitest'
import type { Finding } from '../../server/doctor/finding'
import { listen } from '../../server/listen'
import { labels, people } from '../../server/playground/harbor-and-pine'
import type { SmallMissive } from '../../server/playground/small-missive'
import { ALWAYS_OPEN, SECRET, TOKEN } from '../support/desk'
import { type MissiveOutside, openMissiveOutside } from '../support/missive-outside'
import { type ServerProcess, startServer } from '../support/server-process'

const DOCTOR = resolve('dist/server/doctor.js')
export const HUSH = 'hush-hush-password'

type Intercept = (request: Request, answer: () => Promise<Response>) => Promise<Response>

const asIs: Intercept = (_, answer) => answer()

/** A server in front of another, which may answer in its place. */
const openFront = async (answer: (request: Request) => Promise<Response>) => {
  let intercept = asIs
  const listening = await listen('127.0.0.1', 0, (request) => intercept(request, () => answer(request)))
  return {
    url: `http://127.0.0.1:${listening.port}`,
    put: (next: Intercept) => {
      intercept = next
    },
    reset: () => {
      intercept = asIs
    },
    close: () => listening.close(0),
  }
}

/** The built doctor as a process of its own; nothing secret ever shows. */
export const startDoctor = (variables: Record<string, string>, ...args: string[]) => {
  const child = spawn(process.execPath, [DOCTOR, ...args], {
    cwd: mkdtempSync(join(tmpdir(), 'baton-doctor-')),
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    said.stdout += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    said.stderr += String(chunk)
  })
  const ended = once(child, 'close').then(([code]) => {
    for (const secret of [TOKEN, SECRET, HUSH]) expect(said.stdout + said.stderr).not.toContain(secret)
    return { code: code as number, ...said }
  })
  return { stdout: () => said.stdout, ended }
}

export const runDoctor = (variables: Record<string, string>, ...args: string[]) => startDoctor(variables, ...args).ended

/** What it found, as a program reads it. */
export const diagnose = async (variables: Record<string, string>, ...args: string[]) => {
  const { code, stdout, stderr } = await runDoctor(variables, '--json', '--no-wait', '--patience', '3s', ...args)
  expect(stderr).toBe('')
  const { isGood, findings } = JSON.parse(stdout) as { isGood: boolean; findings: Finding[] }
  expect(isGood).toBe(code === 0)
  const named = (name: string) => findings.filter((finding) => finding.name === name)
  return { code, findings, named, bad: findings.filter(({ verdict }) => verdict === 'bad') }
}

/** Does once what sends each kind of webhook. */
export const doEverythingOnce = (missive: SmallMissive): void => {
  const { conversation } = missive.receiveMail({ from: 'dana@customer.example', text: 'Hello', team: 'Support' })
  missive.comment(conversation, people.imani.id, 'I look at it')
  missive.addLabel(conversation, labels.press.id)
  missive.assign(conversation, [people.imani.id])
  missive.reply(conversation, people.imani.id, 'Here it is')
  missive.close(conversation)
  missive.reopen(conversation)
  missive.moveToTeam(conversation, 'Billing')
}

/** Missive, Baton as a process, and fronts before both, in which a test may put what is wrong. */
export const openClinic = async (databaseUrl: string) => {
  const outside: MissiveOutside = await openMissiveOutside(databaseUrl, ALWAYS_OPEN)
  const missiveFront = await openFront(async (request) => outside.missive.app.fetch(request))
  const batonUrl = `http://127.0.0.1:${outside.variables.PORT}`
  const batonFront = await openFront(async (request) => {
    const { pathname } = new URL(request.url)
    const { method, headers } = request
    const body = method === 'POST' ? await request.arrayBuffer() : null
    const answer = fetch(batonUrl + pathname, { method, headers, body, redirect: 'manual' })
    return answer.catch(() => new Response('', { status: 502 }))
  })
  const variables = {
    ...outside.variables,
    MISSIVE_API_URL: `${missiveFront.url}/v1`,
    PUBLIC_URL: batonFront.url,
  }
  let server: ServerProcess | null = null

  return {
    missive: outside.missive,
    missiveFront,
    batonFront,
    rulesFile: outside.rulesFile,
    variables,
    async startBaton() {
      server = startServer(variables)
      await server.ready
    },
    async close() {
      server?.process.kill('SIGKILL')
      await server?.ended
      await missiveFront.close()
      await batonFront.close()
      await outside.close()
    },
  }
}
export type Clinic = Awaited<ReturnType<typeof openClinic>>
