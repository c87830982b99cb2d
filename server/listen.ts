import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { StartError } from './errors'

type Fetch = (request: Request, env: unknown) => Response | Promise<Response>

export interface Listening {
  port: number
  /** Takes no new request; resolves when those under way are answered, or after `withinMs`. */
  close(withinMs: number): Promise<void>
}

/** Takes the port, or throws a `StartError` of one line that says what to do. */
export const listen = async (host: string, port: number, fetch: Fetch): Promise<Listening> => {
  const server = serve({ fetch, hostname: host, port })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartError(sayPortError(error, host, port))))
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: (withinMs) =>
      new Promise((resolve) => {
        const giveUp = setTimeout(() => {
          if ('closeAllConnections' in server) server.closeAllConnections()
        }, withinMs)
        server.close(() => {
          clearTimeout(giveUp)
          resolve()
        })
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }),
  }
}

const sayPortError = (error: NodeJS.ErrnoException, host: string, port: number): string => {
  if (error.code === 'EADDRINUSE') return `Port ${port} is taken: stop what uses it, or set PORT to another one.`
  if (error.code === 'EACCES') return `Port ${port} needs more rights than Baton has: set PORT to one above 1023.`
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `HOST ${host} is not an address of this machine: set it to one that is, such as 127.0.0.1 or 0.0.0.0.`
  return `The server could not listen on ${host}:${port} (${error.code}).`
}
