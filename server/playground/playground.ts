import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { z } from 'zod'
import { Act, NewMail, perform } from './host-acts'
import { deskView, peopleShown } from './host-view'
import { jsConversation, jsLabels, jsMessage, jsUser } from './js-payloads'
import { startMailStream } from './mail-stream'
import { Refusal } from './refusal'
import type { SmallMissive } from './small-missive'
import standInStyle from './stand-in/missive-stand-in.css?raw'
import standInScript from './stand-in/missive-stand-in.js?raw'

export interface PlaygroundOptions {
  smallMissive: SmallMissive
  /** Where Baton's panel is, on another origin than the host page: `http://127.0.0.1:8787/panel/`. */
  panelUrl: string
  /** Folder of the built pages. */
  clientDir: string
  /** From 0 to 1, for what arrives while mail is let in. */
  random?: () => number
}

/** The host page stands on `localhost`, the panel on `127.0.0.1`, so that its frame is cross-site as in Missive. */
export const hostOriginOf = (panelUrl: string): string => {
  const url = new URL(panelUrl)
  url.hostname = 'localhost'
  return url.origin
}

const WATCHED_MS = 10_000
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Which conversations somebody has open right now, as their pages keep saying. */
const createWatch = () => {
  const seenAt = new Map<string, number>()
  return {
    see: (conversationId: string) => void seenAt.set(conversationId, Date.now()),
    isWatched: (conversationId: string) => Date.now() - (seenAt.get(conversationId) ?? 0) < WATCHED_MS,
  }
}

const escapeAttribute = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;')

const parse = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Refusal(400, `${issue?.path.join('.') || 'request'}: ${issue?.message ?? 'not understood'}`)
}

const bodyOf = async (context: Context): Promise<unknown> => {
  // A page of another origin cannot send JSON here without asking first, and nothing answers that question.
  if (!context.req.header('Content-Type')?.startsWith('application/json')) throw new Refusal(400, 'JSON, please')
  return context.req.json().catch(() => null)
}

/** Host page, its API, and the stand-in for `missive.js`. For the loopback only: whoever reaches it may do everything. */
export const createPlayground = ({
  smallMissive,
  panelUrl,
  clientDir,
  random = Math.random,
}: PlaygroundOptions): Hono => {
  const hostOrigin = hostOriginOf(panelUrl)
  const panelOrigin = new URL(panelUrl).origin
  const run = randomUUID()
  const watch = createWatch()
  const { organization } = smallMissive
  let stream: ReturnType<typeof startMailStream> | null = null

  const letMailArrive = (isOn: boolean) => {
    stream?.stop()
    stream = isOn ? startMailStream({ missive: smallMissive, random, isWatched: watch.isWatched }) : null
  }

  const viewerOf = (context: Context): string => {
    const viewer = organization.people.find(({ id, isRouter }) => id === context.req.query('as') && !isRouter)
    if (!viewer) throw new Refusal(404, 'Nobody of that id is here')
    return viewer.id
  }

  const visibleTo = (viewer: string, ids: string) =>
    ids.split(',').flatMap((id) => {
      const conversation = smallMissive.conversations.peek(id)
      return conversation?.standings.has(viewer) ? [conversation] : []
    })

  const app = new Hono()
  app.use('/playground/*', async (context, next) => {
    if (!loopback.has(new URL(context.req.url).hostname))
      throw new Refusal(403, 'The playground is for this machine alone')
    await next()
  })
  app.onError((error, context) => {
    if (error instanceof Refusal) return context.json({ error: { message: error.message } }, error.status)
    throw error
  })

  app.use(
    '/playground/',
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        frameSrc: [panelOrigin],
        imgSrc: ["'self'", 'data:'],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        formAction: ["'self'"],
      },
      crossOriginOpenerPolicy: false,
      strictTransportSecurity: false,
    }),
  )
  app.get('/playground', (c) => c.redirect('/playground/'))
  app.get('/playground/', async (c) => {
    if (new URL(c.req.url).hostname !== 'localhost') return c.redirect(`${hostOrigin}/playground/`)
    const page = await readFile(join(clientDir, 'server/playground/host/index.html'), 'utf8')
    c.header('Cache-Control', 'no-store')
    return c.html(page.replace('%PANEL_URL%', escapeAttribute(panelUrl)))
  })
  app.get('/playground/missive.js', (c) => {
    c.header('Content-Type', 'text/javascript; charset=utf-8')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    return c.body(standInScript.replaceAll('%HOST_ORIGIN%', hostOrigin))
  })
  app.get('/playground/missive.css', (c) => {
    c.header('Content-Type', 'text/css; charset=utf-8')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    return c.body(standInStyle)
  })

  app.get('/playground/api/setup', (c) =>
    c.json({
      run,
      organization: organization.name,
      people: peopleShown(organization),
      teams: organization.teams.map(({ id, name, members, observers }) => ({ id, name, members, observers })),
      labels: jsLabels(organization),
    }),
  )
  app.get('/playground/api/desk', (c) => {
    const conversationId = c.req.query('conversation') || null
    if (conversationId) watch.see(smallMissive.conversations.peek(conversationId)?.id ?? conversationId)
    const view = deskView(smallMissive, {
      personId: viewerOf(c),
      mailbox: c.req.query('mailbox') ?? 'inbox',
      conversationId,
      noticesSeen: Number(c.req.query('notices') ?? 0),
    })
    return c.json({ ...view, isStreaming: stream !== null })
  })
  app.post('/playground/api/act', async (c) => {
    perform(smallMissive, viewerOf(c), parse(Act, await bodyOf(c)))
    return c.json({})
  })
  app.post('/playground/api/mail', async (c) => {
    const { name, ...mail } = parse(NewMail, await bodyOf(c))
    return c.json(smallMissive.receiveMail({ ...mail, name: name || undefined }))
  })
  app.post('/playground/api/stream', async (c) => {
    letMailArrive(parse(z.strictObject({ isOn: z.boolean() }), await bodyOf(c)).isOn)
    return c.json({})
  })

  app.get('/playground/api/js/conversations', (c) => {
    const viewer = viewerOf(c)
    const found = visibleTo(viewer, c.req.query('ids') ?? '')
    return c.json(found.map((conversation) => jsConversation(conversation, organization, viewer)))
  })
  app.get('/playground/api/js/messages', (c) => {
    const viewer = viewerOf(c)
    const ids = (c.req.query('ids') ?? '').split(',')
    const all = smallMissive.conversations.all().filter(({ standings }) => standings.has(viewer))
    const messages = all.flatMap((conversation) => conversation.messages).filter(({ id }) => ids.includes(id))
    return c.json(messages.map((message) => jsMessage(message, organization, viewer)))
  })
  app.get('/playground/api/js/users', (c) => {
    const viewer = viewerOf(c)
    return c.json(organization.people.map((person) => jsUser(person, viewer)))
  })
  app.get('/playground/api/js/labels', (c) => c.json(jsLabels(organization)))
  return app
}
