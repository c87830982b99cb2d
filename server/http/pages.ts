import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

export interface PagesDeps {
  /** Folder of the built pages, `dist/client`. */
  clientDir: string
  /** Missive's host library; its stylesheet stands beside it. */
  scriptUrl: string
  frameAncestors: string
}

const SELF = ["'self'"]

/** What every page of ours may load: itself and pictures of people. */
const policy = {
  defaultSrc: ["'none'"],
  scriptSrc: SELF,
  styleSrc: SELF,
  imgSrc: [...SELF, 'https:', 'data:'],
  connectSrc: SELF,
  fontSrc: SELF,
  baseUri: ["'none'"],
  formAction: ["'none'"],
}

/** Panel, admin and why pages, and what they load. */
export const mountPages = (app: Hono, { clientDir, scriptUrl, frameAncestors }: PagesDeps): void => {
  const host = new URL(scriptUrl).origin
  const ancestors = frameAncestors.split(/\s+/).filter(Boolean)
  const panelHeaders = secureHeaders({
    xFrameOptions: false,
    crossOriginResourcePolicy: false,
    contentSecurityPolicy: {
      ...policy,
      scriptSrc: [...SELF, host],
      // Missive's library may add styles of its own.
      styleSrc: [...SELF, host, "'unsafe-inline'"],
      connectSrc: [...SELF, host],
      fontSrc: [...SELF, host],
      frameAncestors: ancestors.length > 0 ? ancestors : ["'none'"],
    },
  })
  const tabHeaders = secureHeaders({ contentSecurityPolicy: { ...policy, frameAncestors: ["'none'"] } })
  const styleUrl = new URL('missive.css', scriptUrl).href
  const read = (name: string) => {
    const html = readFileSync(join(clientDir, 'web', name, 'index.html'), 'utf8')
    return html.replaceAll('%MISSIVE_SCRIPT_URL%', scriptUrl).replaceAll('%MISSIVE_STYLE_URL%', styleUrl)
  }
  const page = (name: string) => {
    const html = read(name)
    return (c: Context) => {
      c.header('cache-control', 'no-store')
      return c.html(html)
    }
  }
  app.get('/panel/', panelHeaders, page('panel'))
  app.get('/admin/', tabHeaders, page('admin'))
  app.get('/why/:id', tabHeaders, page('why'))
  app.get('/panel', (c) => c.redirect('/panel/'))
  app.get('/admin', (c) => c.redirect('/admin/'))
  app.use('/assets/*', secureHeaders({ crossOriginResourcePolicy: false }), async (c, next) => {
    await next()
    if (c.res.ok) c.header('cache-control', 'public, max-age=31536000, immutable')
  })
  app.get('/assets/*', serveStatic({ root: clientDir }))
}
