import { it } from 'vitest'
import { startPostgres } from './support/postgres'
import { openBrowser } from './support/browser'
it('a', async () => { await startPostgres(); await openBrowser(); console.log('READY'); await new Promise(r => setTimeout(r, 30000)) }, 40000)
